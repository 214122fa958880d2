namespace OperatorRuntime;

/// <summary>Waits for leadership by a Lease, keeps it while the work runs, and gives it back when the work has ended.</summary>
public sealed class LeaderElector(KubeTransport transport, LeaderElectionOptions options, RuntimeServices? services = null)
{
    internal KubeTransport Transport => transport;

    internal RuntimeServices Services { get; } = services ?? new RuntimeServices();

    public LeaderElectionOptions Options => options;

    /// <summary>Whether this process leads now: false as soon as the renew deadline has passed, whatever the loop does.</summary>
    public bool IsLeader => false;

    /// <summary>
    /// Acquires the lease, then runs <paramref name="lead"/> with a token that is cancelled on loss or on <paramref name="cancellation"/>.
    /// On cancellation it waits for <paramref name="lead"/> to end and only then releases the lease (holder empty, duration 1 s).
    /// </summary>
    /// <exception cref="LeadershipLostException">The lease was lost.</exception>
    public Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellation) => Task.CompletedTask;
}
