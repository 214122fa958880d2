namespace OperatorRuntime;

/// <summary>The Lease to hold and the times of client-go: 15/10/2 s.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>Namespace and name of the Lease.</summary>
    public required NamespacedName Lease { get; init; }

    /// <summary>Who we are; unique for each process, such as host name and a random suffix.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait, after the last renewal that they saw, before they take over.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader keeps trying to renew before it gives up. Shorter than the lease, so that two never lead.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
