namespace OperatorRuntime;

/// <summary>How a reconciliation ended. Failure is an exception.</summary>
public sealed record ReconciliationResult
{
    private ReconciliationResult(TimeSpan? delay, bool backOff) => (Delay, BackOff) = (delay, backOff);

    /// <summary>Done; nothing further until something changes.</summary>
    public static ReconciliationResult Success { get; } = new(null, backOff: false);

    /// <summary>Not done, for no fault of anybody's: again after the key's growing back-off.</summary>
    public static ReconciliationResult Requeue { get; } = new(null, backOff: true);

    /// <summary>Done for now; again after the delay.</summary>
    public static ReconciliationResult RequeueAfter(TimeSpan delay) => new(delay, backOff: false);

    public TimeSpan? Delay { get; }

    public bool BackOff { get; }
}
