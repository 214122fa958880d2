using Integration.Lifecycle.Watching;

namespace Integration.Lifecycle.Crash;

/// <summary>
/// What happens at once in one run: a tenant is made, the tenant before it loses a namespace to it, and the one before that is deleted. So
/// every run has all of them for a kill to hit, and what one run makes the next ones move and delete.
/// </summary>
/// <param name="prefix">What the names of all tenants of the story begin with.</param>
/// <param name="number">The run's number, and that of the tenant that it makes.</param>
internal sealed class Chapter(string prefix, int number)
{
    /// <summary>What is done, as reports call it.</summary>
    public static IReadOnlyList<string> Works { get; } = ["provisioning", "moving", "deleting"];

    /// <summary>The tenant that is made.</summary>
    public CrashedTenant Made { get; } = new(prefix, number);

    /// <summary>The tenant that loses a namespace to it.</summary>
    public CrashedTenant? Loses { get; } = number < 1 ? null : new(prefix, number - 1);

    /// <summary>The tenant that is deleted.</summary>
    public CrashedTenant? Deleted { get; } = number < 2 ? null : new(prefix, number - 2);

    /// <summary>What the end is to be, as complaints about what it is not.</summary>
    public IEnumerable<string> Complaints(Snapshot snapshot) =>
    [
        .. EndState.OfTenant(snapshot, Made, "Ready", [Made.Dev, Made.Test, .. DevOf(Loses)]),
        // Its spec asks for the namespace that was given away, and it says so.
        .. Loses is null ? [] : EndState.OfTenant(snapshot, Loses, "NamespaceConflict", [Loses.Test, .. DevOf(Deleted)]),
        .. ComplaintsOfGone(snapshot),
    ];

    /// <summary>What is wrong with what the deleted tenant left.</summary>
    public IEnumerable<string> ComplaintsOfGone(Snapshot snapshot) => Deleted is null ? [] : EndState.OfGone(snapshot, Deleted, Retained);

    /// <summary>The work that a step of the operator belongs to; null when it is none of the operator's in this run.</summary>
    public string? WorkOf(Change change) => change switch
    {
        { IsStep: false } => null,
        { Namespace.Length: > 0 } when change.Namespace == Made.Dev || change.Namespace == Made.Test => Works[0],
        { Kind: "ClusterRole" or "ClusterRoleBinding" } when change.Tenant == Made.Name => Works[0],
        { Kind: not "Namespace" } when change.Namespace == Loses?.Dev => Works[1],
        // What is in a namespace that goes, and then the namespace, Kubernetes takes away; that it goes is the operator's.
        { Kind: "Namespace", Terminating: true, Gone: false } when change.Name == Deleted?.Test => Works[2],
        { Kind: "ClusterRole" or "ClusterRoleBinding" or "Tenant", Gone: true } when change.Tenant == Deleted?.Name => Works[2],
        _ => null,
    };

    // One that was brought in is never deleted.
    private string[] Retained => [.. Deleted!.Retains ? [Deleted.Test] : Array.Empty<string>(), .. number < 3 ? [] : DevOf(new(prefix, number - 3))];

    private static string[] DevOf(CrashedTenant? tenant) => tenant is null ? [] : [tenant.Dev];
}
