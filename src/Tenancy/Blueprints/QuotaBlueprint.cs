using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>A ResourceQuota for each of <c>spec.quotas</c>.</summary>
internal static class QuotaBlueprint
{
    public const string Prefix = Labels.ManagedNamePrefix + "quota-";

    public static IEnumerable<DesiredObject> Of(Tenant tenant, string @namespace) =>
        (tenant.Spec.Quotas ?? []).Select(quota => DesiredObject.Create(
            ObjectType.ResourceQuota, @namespace, Prefix + quota.Name, tenant.Metadata.Name,
            ("spec", new JsonObject { ["hard"] = ResourceAmounts.Of(quota.Hard) })));
}
