using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>A namespace that an owner makes for his tenant.</summary>
public static class OwnersNamespace
{
    /// <summary>
    /// Whether the request makes one for the tenant whose policy it is held to. The name says whose it is, by the longest prefix that it begins with; of
    /// prefixes of the same owner's tenants that extend one another, a label that is written may choose a shorter one.
    /// </summary>
    public static bool IsMadeBy(RuleInput input)
    {
        var name = NamespaceView.NameOf(input.Request);
        return input is { Request.Operation: Operations.Create, Standing: Standing.Owner, Policy.Namespaces.SelfService: true }
            && name.StartsWith(input.Policy.NamespacePrefix, StringComparison.Ordinal)
            && input.Cluster.TenantByPrefix(name) is { } byName
            && (byName.Name == input.Policy.Name || (byName.Namespaces.SelfService && byName.IsOwner(input.Request.Requester)));
    }

    /// <summary>Whether it says so itself, by the tenant's label.</summary>
    public static bool IsLabelled(RuleInput input) => NamespaceView.Written(input.Request).TenantLabel.IsText(input.Policy.Name);
}
