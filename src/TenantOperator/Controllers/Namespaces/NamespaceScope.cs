using OperatorRuntime;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>One reconciliation of a namespace: what is wanted, and what went wrong so far.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Desired">What must stand in it, in the order of writing.</param>
/// <param name="IsLabelled">Whether the namespace itself is labelled as it must be: the level of pod security and suspension are walls too.</param>
internal sealed record NamespaceScope(Entity<NamespaceEntry> Namespace, IReadOnlyList<DesiredObject> Desired, bool IsLabelled)
{
    /// <summary>The namespace's name.</summary>
    public string Name => Namespace.Key.Name;

    /// <summary>What failed, in the order in which it failed.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>What must stand in it and cannot, since its name is taken by an object of somebody else.</summary>
    public HashSet<DesiredObject> Blocked { get; } = [];

    /// <summary>Role bindings that were written before their turn and are as they must be.</summary>
    public HashSet<DesiredObject> Settled { get; } = [];

    /// <summary>What must stand in it of a kind, and can.</summary>
    public IEnumerable<DesiredObject> DesiredOf(ResourceType type) => Desired.Where(d => d.Type.Kind == type.Kind && !Blocked.Contains(d));
}
