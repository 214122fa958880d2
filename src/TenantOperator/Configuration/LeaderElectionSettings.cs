namespace TenantOperator.Configuration;

/// <summary>How one controller of several is elected. The defaults are those of the controllers in Kubernetes itself.</summary>
internal sealed record LeaderElectionSettings
{
    /// <summary>The Lease, in the operator's namespace.</summary>
    public string LeaseName { get; set; } = "tenant-operator-controller";

    /// <summary>How long others wait, after they last saw the lease renewed, before they take it.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader tries to renew before it gives up and stops.</summary>
    public TimeSpan RenewDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is tried.</summary>
    public TimeSpan RetryPeriod { get; set; } = TimeSpan.FromSeconds(2);
}
