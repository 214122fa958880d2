using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Integration.Tenants;

/// <summary>What blueprints ask for is what the API server stores, to the letter: else every comparison would find drift for ever.</summary>
public sealed class BlueprintTests(ApiServer server)
{
    private const string Rich = """
        {"owners": [{"kind": "User", "name": "alice"}, {"kind": "Group", "name": "admins"}, {"kind": "ServiceAccount", "name": "ci", "namespace": "tools"}],
         "members": [{"role": "edit", "subjects": [{"kind": "User", "name": "bob"}]}],
         "namespaces": {"labels": {"stage": "dev"}, "annotations": {"example.com/a": "b"}, "provision": [{"name": "dev"}]},
         "quotas": [{"name": "compute", "hard": {"requests.cpu": 20, "limits.cpu": "40000m", "requests.memory": "1.5Gi", "count/jobs.batch": 1000, "requests.nvidia.com/gpu": 2}}],
         "limitRanges": [{"name": "defaults", "limits": [
            {"type": "Container", "max": {"cpu": 4, "memory": "2Gi"}, "min": {"cpu": "10m"}, "defaultRequest": {"cpu": "0.1"}, "maxLimitRequestRatio": {"cpu": "20"}},
            {"type": "Pod", "max": {"cpu": "8"}}, {"type": "PersistentVolumeClaim", "min": {"storage": "1Gi"}, "max": {"storage": "1000Gi"}}]}],
         "network": {
            "allowFrom": [{"namespaceSelector": {"matchExpressions": [{"key": "a", "operator": "NotIn", "values": ["b", "c"]}, {"key": "d", "operator": "Exists"}]}}, {"ipBlock": {"cidr": "192.0.2.0/24"}}],
            "egress": {"internet": true, "cidrs": ["10.20.0.0/16", "fd00:20::/32"], "except": ["10.20.9.0/24", "8.8.8.0/24"]},
            "policies": [{"name": "a", "spec": {}}, {"name": "b", "spec": {"podSelector": {"matchLabels": {"x": "y"}}, "ingress": [{}], "egress": [{"ports": [{"port": 53, "protocol": "UDP"}, {}]}]}}]}}
        """;

    [Theory]
    [InlineData("Tenant")]
    [InlineData("Namespace")]
    public async Task Every_object_is_stored_as_it_was_asked_for(string isolation)
    {
        var spec = JsonNode.Parse(Rich)!.AsObject();
        spec["network"]!["isolation"] = isolation;
        var name = ApiServer.UniqueName("blueprint");
        var tenant = new Tenant { Metadata = new() { Name = name }, Spec = spec.Deserialize(TenantJson.Default.TenantSpec)! };
        Assert.Empty(Tenancy.Validation.TenantValidation.Validate(tenant, new()));

        var namespaces = Blueprint.ProvisionedNamespaces(tenant);
        foreach (var desired in namespaces.Concat(Blueprint.TenantAccess(tenant, namespaces.Select(n => n.Name), [])).Concat(Blueprint.InNamespace(tenant, new(namespaces[0].Name), new())))
            AssertHolds(desired.Body, await ApplyAsync(desired), $"{desired.Type.Kind} {desired.Name}");
    }

    /// <summary>Spec, rules, subjects are equal; of the rest, what was asked for is there.</summary>
    private static void AssertHolds(JsonObject desired, JsonNode stored, string what)
    {
        foreach (var (field, value) in desired)
        {
            if (field == "metadata")
                Assert.All(value!["labels"]!.AsObject(), label => Assert.Equal((string?)label.Value, (string?)stored["metadata"]!["labels"]![label.Key]));
            else
                Assert.True(JsonNode.DeepEquals(value, stored[field]), $"{what}: {field}\nasked  {value?.ToJsonString()}\nstored {stored[field]?.ToJsonString()}");
        }
    }

    private async Task<JsonNode> ApplyAsync(DesiredObject desired)
    {
        var root = desired.Type.Group.Length == 0 ? "api" : $"apis/{desired.Type.Group}";
        var place = desired.Namespace is null ? "" : $"namespaces/{desired.Namespace}/";
        var path = $"{root}/{desired.Type.Version}/{place}{desired.Type.Plural}/{desired.Name}?fieldManager=test&force=true";
        using var content = new StringContent(desired.Body.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/apply-patch+yaml"));
        using var response = await server.Admin.HttpClient.PatchAsync(new Uri(server.Admin.BaseUri, path), content, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{desired.Type.Kind} {desired.Name}: {body}");
        return JsonNode.Parse(body)!;
    }
}
