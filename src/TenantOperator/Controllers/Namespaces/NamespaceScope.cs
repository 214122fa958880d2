using OperatorRuntime;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>One reconciliation of a namespace: what is wanted, and what went wrong so far.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Desired">What must stand in it, in the order of writing.</param>
internal sealed record NamespaceScope(Entity<NamespaceEntry> Namespace, IReadOnlyList<DesiredObject> Desired)
{
    /// <summary>The namespace's name.</summary>
    public string Name => Namespace.Key.Name;

    /// <summary>What failed, in the order in which it failed.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>What must stand in it of a kind.</summary>
    public IEnumerable<DesiredObject> DesiredOf(ResourceType type) => Desired.Where(d => d.Type.Kind == type.Kind);
}
