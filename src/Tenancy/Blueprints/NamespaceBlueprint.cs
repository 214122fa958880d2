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
        var labels = Merge(spec?.Labels, provisioned?.Labels);
        foreach (var (key, value) in PodSecurityLabels.For(tenant.Spec.Pods?.SecurityStandard ?? SecurityStandard.Restricted))
            labels[key] = value;
        labels[Labels.Tenant] = tenant.Metadata.Name;
        if (tenant.Spec.Suspended is true)
            labels[Labels.Suspended] = "true";
        // Says that the operator made the namespace for this tenant, which an adopted one never gets and a retained one keeps.
        if (provisioned is not null || @namespace.Labels.GetValueOrDefault(Labels.MadeFor) == tenant.Metadata.Name)
            (labels[Labels.ManagedBy], labels[Labels.MadeFor]) = (Labels.Operator, tenant.Metadata.Name);

        var metadata = new JsonObject { ["name"] = @namespace.Name, ["labels"] = MetadataMap.Of(labels) };
        if (Merge(spec?.Annotations, provisioned?.Annotations) is { Count: > 0 } annotations)
            metadata["annotations"] = MetadataMap.Of(annotations);
        var type = ObjectType.Namespace;
        return new(type, null, @namespace.Name, new() { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = metadata });
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string>? wide, IReadOnlyDictionary<string, string>? own)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (wide ?? MetadataMap.Empty).Concat(own ?? MetadataMap.Empty))
            merged[key] = value;
        return merged;
    }
}
