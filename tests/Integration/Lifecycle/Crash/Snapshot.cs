using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Integration.Lifecycle.Crash;

/// <summary>What the API server holds of the kinds that make a tenant, read once.</summary>
internal sealed class Snapshot
{
    /// <summary>What stands for work that a tenant has in a namespace.</summary>
    public static readonly ResourceType ConfigMap = new("", "v1", "configmaps", "ConfigMap", true);

    /// <summary>Tenants.</summary>
    public static readonly ResourceType Tenant = new(Tenancy.Api.Tenant.Group, Tenancy.Api.Tenant.Version, Tenancy.Api.Tenant.Plural, "Tenant", false);

    /// <summary>Namespaces.</summary>
    public static readonly ResourceType Namespace = Of(ObjectType.Namespace);

    private readonly Dictionary<(string Kind, string Namespace, string Name), JsonNode> _objects = [];

    /// <summary>Reads all.</summary>
    public static async Task<Snapshot> TakeAsync(KubeTransport api, CancellationToken cancel)
    {
        var snapshot = new Snapshot();
        foreach (var type in ObjectType.InNamespace.Concat(ObjectType.OfTenant).Select(Of).Append(Namespace).Append(Tenant).Append(ConfigMap))
        {
            using var page = await api.ListPageAsync(type, new(), cancel);
            foreach (var item in page.Items)
            {
                var node = JsonNode.Parse(item.GetRawText())!;
                snapshot._objects[(type.Kind, node["metadata"]!["namespace"]?.ToString() ?? "", node["metadata"]!["name"]!.ToString())] = node;
            }
        }
        return snapshot;
    }

    /// <summary>Every object.</summary>
    public IEnumerable<((string Kind, string Namespace, string Name) Key, JsonNode Object)> All => _objects.Select(o => (o.Key, o.Value));

    /// <summary>An object; null when it is not there.</summary>
    public JsonNode? Find(string kind, string ns, string name) => _objects.GetValueOrDefault((kind, ns, name));

    /// <summary>Labels of an object.</summary>
    public static Dictionary<string, string> LabelsOf(JsonNode found) =>
        (found["metadata"]!["labels"]?.AsObject() ?? []).ToDictionary(l => l.Key, l => l.Value!.ToString(), StringComparer.Ordinal);

    /// <summary>The tenant that an object's label names.</summary>
    public static string TenantOf(JsonNode found) => LabelsOf(found).GetValueOrDefault(Labels.Tenant) ?? "";

    private static ResourceType Of(ObjectType type) => new(type.Group, type.Version, type.Plural, type.Kind, ObjectType.InNamespace.Contains(type));
}
