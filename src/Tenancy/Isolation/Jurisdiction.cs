using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>Finds the tenant whose policy a request is held to: the one way to fill <see cref="RuleInput.Policy"/>.</summary>
public static class Jurisdiction
{
    /// <summary>
    /// For an object in a namespace: the tenant that the namespace belongs to. For a Namespace: the tenant of the stored label,
    /// else of the label that is being set, else the one whose prefix the name carries. <see cref="TenantPolicy.Unowned"/> when there
    /// is none. A label that names a tenant which does not exist gives the strictest policy under that name: nothing opens when a Tenant goes.
    /// </summary>
    public static TenantPolicy Of(AdmissionRequest request, IClusterFacts cluster)
    {
        if (!IsNamespace(request))
            return ByName(cluster.TenantOf(request.Namespace), cluster) ?? TenantPolicy.Unowned;
        return ByName(Label(request.OldObject), cluster)
            ?? ByName(Label(request.Object), cluster)
            ?? cluster.TenantByPrefix(NamespaceView.NameOf(request))
            ?? TenantPolicy.Unowned;
    }

    /// <summary>Whether the request is about a Namespace itself.</summary>
    public static bool IsNamespace(AdmissionRequest request) =>
        request is { Group: "", Resource: "namespaces" or "namespaces/status" or "namespaces/finalize" };

    private static string? Label(System.Text.Json.JsonElement o) => o.At("metadata"u8).At("labels"u8).String("tenantoperator.io/tenant"u8);

    private static TenantPolicy? ByName(string? tenant, IClusterFacts cluster) =>
        tenant is null ? null : cluster.Tenant(tenant) ?? TenantPolicy.Missing(tenant);
}
