using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>What the namespaces of a tenant are called.</summary>
public static class NamespaceNames
{
    /// <summary>What the names begin with: <c>acme-</c>.</summary>
    public static string PrefixOf(Tenant tenant) => tenant.Spec.Namespaces?.Prefix is { Length: > 0 } prefix ? prefix : $"{tenant.Metadata.Name}-";

    /// <summary>The full name of a provisioned namespace: <c>acme-dev</c>.</summary>
    public static string Of(Tenant tenant, ProvisionedNamespace provisioned) => PrefixOf(tenant) + provisioned.Name;

    /// <summary>The entry of <c>spec.namespaces.provision</c> with this full name; null when there is none.</summary>
    public static ProvisionedNamespace? Find(Tenant tenant, string fullName)
    {
        // Asked for each of a tenant's namespaces, which may be a thousand: no full names are made to compare them.
        var prefix = PrefixOf(tenant);
        if (tenant.Spec.Namespaces?.Provision is not { } provision || !fullName.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        foreach (var entry in provision)
        {
            if (fullName.AsSpan(prefix.Length).SequenceEqual(entry.Name))
                return entry;
        }
        return null;
    }
}
