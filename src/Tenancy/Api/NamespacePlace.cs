namespace Tenancy.Api;

/// <summary>One namespace's place in its tenant's ledger.</summary>
public sealed record NamespacePlace
{
    /// <summary>
    /// How long a place is kept for a namespace that does not appear. An API server gives a write up after 34 s (requestTimeoutUpperBound in its
    /// handlers); the rest is for clocks that differ.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long after it was taken a place does for a write that only begins: 34 s later, and clocks being different, it is still kept.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>When it was taken for a namespace that was about to be made. Unset once the controller has seen that namespace.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>
    /// The uid of the namespace that has the place. Beside takenAt, of the one that had it before: the controller may still see that one in its last moments,
    /// and must not take it for the one that is being made.
    /// </summary>
    public string? Uid { get; init; }
}
