using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Audit;

/// <summary>An object as the API server has it stored.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Version">The version that it was read in.</param>
/// <param name="Element">The object. In a list it has no apiVersion and kind of its own.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StoredObject(AuditedKind Kind, string Version, JsonElement Element)
{
    private JsonElement Metadata => Element.At("metadata"u8);

    /// <summary>Its namespace; empty when it says none.</summary>
    public string Namespace => Metadata.String("namespace"u8) ?? "";

    /// <summary>Its name; empty when it says none.</summary>
    public string Name => Metadata.String("name"u8) ?? "";

    /// <summary>Its uid; null when it says none.</summary>
    public string? Uid => Metadata.String("uid"u8);

    /// <summary>
    /// Whether there is anything to judge: not the operator's own walls, which it repairs by itself; not pods that have ended and will not run again;
    /// not what a workload's controller made, since the workload is judged itself, and so are the pods.
    /// </summary>
    public bool IsToBeJudged(TenantPolicy policy) => Kind.Plural switch
    {
        "networkpolicies" or "rolebindings" => !IsWallOf(policy.Name),
        "pods" => !Element.At("status"u8).Is("phase"u8, "Succeeded"u8) && !Element.At("status"u8).Is("phase"u8, "Failed"u8),
        "replicasets" or "jobs" or "replicationcontrollers" or "deployments" or "statefulsets" or "daemonsets" or "cronjobs" => !IsMadeByController(),
        _ => true,
    };

    /// <summary>As a request to create it, of nobody in particular.</summary>
    internal AdmissionRequest AsRequest() => new()
    {
        Uid = "",
        Group = Kind.Group,
        Version = Version,
        Resource = Kind.Plural,
        Operation = Operations.Create,
        Name = Name,
        Namespace = Namespace,
        Requester = Nobody,
        Object = Element,
    };

    private static Requester Nobody { get; } = new("", []);

    // Whatever has both labels and is no wall of the tenant's blueprint the operator removes.
    private bool IsWallOf(string tenant)
    {
        var labels = Metadata.At("labels"u8);
        return labels.Is("app.kubernetes.io/managed-by"u8, "tenant-operator"u8)
            && labels.At("tenantoperator.io/tenant"u8) is { ValueKind: JsonValueKind.String } label && label.ValueEquals(tenant)
            && Name.StartsWith(Labels.ManagedNamePrefix, StringComparison.Ordinal);
    }

    private bool IsMadeByController()
    {
        foreach (var owner in Metadata.Items("ownerReferences"u8))
        {
            if (owner.Bool("controller"u8) is true && IsWorkload(owner))
                return true;
        }
        return false;
    }

    // Another operator's resource is not read: what that operator makes of it is.
    private static bool IsWorkload(JsonElement owner) =>
        (owner.Is("kind"u8, "Deployment"u8) && owner.Is("apiVersion"u8, "apps/v1"u8)) || (owner.Is("kind"u8, "CronJob"u8) && owner.String("apiVersion"u8)?.StartsWith("batch/", StringComparison.Ordinal) == true);
}
