using System.Text.Json;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Objects;

namespace Tenancy.Validation;

/// <summary>
/// A new prefix gives every provisioned namespace another name: the old one leaves the spec, and goes with all that is in it, for what looks
/// like a change of style. So it is refused while the spec provisions namespaces, unless they keep their full names. To change the
/// prefix, take the namespaces out of the spec first, which says what it does.
/// </summary>
internal static class PrefixChange
{
    public static IEnumerable<FieldError> Problems(Tenant tenant, JsonElement stored)
    {
        if (!stored.Exists() || Read(stored) is not { } before || NamespaceNames.PrefixOf(before) == NamespaceNames.PrefixOf(tenant))
            return [];
        var lost = FullNames(before).Except(FullNames(tenant), StringComparer.Ordinal).ToList();
        return lost.Count == 0
            ? []
            : [new("spec.namespaces.prefix", Problem.Forbidden(
                $"a new prefix would delete {string.Join(", ", lost)}; take the namespaces out of spec.namespaces.provision before the prefix is changed"))];
    }

    private static IEnumerable<string> FullNames(Tenant tenant) => (tenant.Spec.Namespaces?.Provision ?? []).Select(p => NamespaceNames.Of(tenant, p));

    private static Tenant? Read(JsonElement stored)
    {
        try
        {
            return FieldShapes.OfTenant.NullEntries(stored).Count == 0 ? stored.Deserialize(TenantJson.Default.Tenant) : null;
        }
        catch (JsonException)
        {
            // What was stored before there was admission may be anything; it must not keep a better one out.
            return null;
        }
    }
}
