namespace OperatorRuntime;

/// <summary>Which of the waiting keys is served first.</summary>
public enum QueuePriority
{
    /// <summary>The initial list and the resync: after a restart, news must not wait behind ten thousand objects that did not change.</summary>
    Low,

    /// <summary>
    /// What drifted, and what came of our own writes. Served in turn with <see cref="Normal"/>, one key each: neither does a flood of drift hold up
    /// what somebody waits for, nor the other way round.
    /// </summary>
    Repair,

    /// <summary>News.</summary>
    Normal,
}
