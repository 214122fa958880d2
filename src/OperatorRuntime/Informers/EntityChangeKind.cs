namespace OperatorRuntime;

public enum EntityChangeKind
{
    Added,
    Updated,
    Deleted,
}
