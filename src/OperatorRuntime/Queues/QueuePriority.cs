namespace OperatorRuntime;

/// <summary>Which of two waiting keys is served first.</summary>
public enum QueuePriority
{
    /// <summary>The initial list and the resync: after a restart, news must not wait behind ten thousand objects that did not change.</summary>
    Low,
    Normal,
}
