using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>The Namespace object. A namespace that left the spec, or was adopted, still gets the tenant-wide part.</summary>
internal static class NamespaceBlueprint
{
    public static DesiredObject Of(Tenant tenant, NamespaceFacts @namespace)
    {
        var provisioned = NamespaceNames.Find(tenant, @namespace.Name);
        var spec = tenant.Spec.Namespaces;
        var labels = TenantWideLabels(tenant.Metadata.Name, (spec ?? new()) with { Labels = Merge(spec?.Labels, provisioned?.Labels) }, tenant.Spec.Pods?.SecurityStandard ?? SecurityStandard.Restricted);
        if (tenant.Spec.Suspended is true)
            labels[Labels.Suspended] = "true";
        // Says that the operator made the namespace for this tenant, which an adopted one never gets and a retained one keeps. One that an owner made has
        // it only while the spec names it: what has it when it leaves the spec is deleted.
        if (provisioned is not null || (@namespace.Labels.GetValueOrDefault(Labels.MadeFor) == tenant.Metadata.Name && @namespace.Labels.GetValueOrDefault(Labels.Origin) != Labels.SelfService))
            (labels[Labels.ManagedBy], labels[Labels.MadeFor]) = (Labels.Operator, tenant.Metadata.Name);

        var metadata = new JsonObject { ["name"] = @namespace.Name, ["labels"] = MetadataMap.Of(labels) };
        if (Merge(spec?.Annotations, provisioned?.Annotations) is { Count: > 0 } annotations)
            metadata["annotations"] = MetadataMap.Of(annotations);
        var type = ObjectType.Namespace;
        return new(type, null, @namespace.Name, new() { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = metadata });
    }

    /// <summary>The labels that every namespace of a tenant has.</summary>
    public static Dictionary<string, string> TenantWideLabels(string tenant, NamespacesSpec spec, SecurityStandard standard)
    {
        var labels = Merge(spec.Labels, null);
        foreach (var (key, value) in PodSecurityLabels.For(standard))
            labels[key] = value;
        labels[Labels.Tenant] = tenant;
        return labels;
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? wide, IReadOnlyDictionary<string, string>? own)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (wide ?? MetadataMap.Empty).Concat(own ?? MetadataMap.Empty))
            merged[key] = value;
        return merged;
    }
}
