namespace OperatorRuntime;

public enum EventType
{
    Normal,
    Warning,
}
