using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Tells by an event which role bindings that tenants made themselves still name people who have just lost their last role in a namespace. They are the
/// tenant's objects and are left alone; but who took somebody off the Tenant believes that he is out.
/// </summary>
internal sealed class TellOfAccessThatRemains(KubeTransport transport, ClusterCaches caches, EventRecorder events)
{
    public async Task RunAsync(NamespaceScope scope, IReadOnlyList<JsonNode> lost, CancellationToken cancellation)
    {
        if (!caches.Tenants.Store.TryGet(NamespacedName.Cluster(scope.Namespace.Value.Tenant), out var tenant))
            return;
        List<string> found = [];
        var options = new ListOptions { Namespace = scope.Name, Limit = 500 };
        do
        {
            using var page = await transport.ListPageAsync(Kinds.RoleBinding, options, cancellation);
            foreach (var binding in page.Items.Where(b => StoredMetadata.Of(b).Labels.GetValueOrDefault(Labels.ManagedBy) != Labels.Operator))
                found.AddRange(lost.Where(who => Names(binding, who)).Select(who => Sentence(scope.Name, binding, who)));
            options = options with { Continue = page.Continue };
        }
        while (!string.IsNullOrEmpty(options.Continue));
        if (found.Count > 0)
            events.Record(new(Kinds.Tenant, tenant.Key, tenant.Uid), EventType.Warning, "AccessRemains", Enumeration.Of(found, "; "));
    }

    private static string Sentence(string ns, JsonElement binding, JsonNode who)
    {
        var name = binding.GetProperty("metadata").GetProperty("name").GetString();
        return $"{who["kind"]} {who["name"]} has no role of the Tenant's in {ns} any more and keeps {binding.GetProperty("roleRef").GetProperty("name").GetString()} by a RoleBinding that the tenant "
            + $"made itself; to end that: kubectl delete rolebinding {name} -n {ns}";
    }

    // As RBAC compares them: the namespace counts for service accounts alone.
    private static bool Names(JsonElement binding, JsonNode who) =>
        binding.TryGetProperty("subjects", out var subjects) && subjects.ValueKind == JsonValueKind.Array
        && subjects.EnumerateArray().Any(s => Text(s, "kind") == who["kind"]?.ToString() && Text(s, "name") == who["name"]?.ToString()
            && (Text(s, "kind") != nameof(SubjectKind.ServiceAccount) || Text(s, "namespace") == who["namespace"]?.ToString()));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
