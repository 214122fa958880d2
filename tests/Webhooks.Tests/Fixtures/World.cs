using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Policies;
using Webhooks.Index;

namespace Webhooks.Tests.Fixtures;

/// <summary>A cluster with tenant acme, whose namespace is acme-dev.</summary>
internal static class World
{
    public static TenancyIndex Index(string spec = """{"owners":[{"kind":"User","name":"alice"}],"contact":"platform@example.com"}""")
    {
        var index = new TenancyIndex();
        index.PutTenant(Record("acme", spec));
        index.PutNamespace("acme-dev", "acme");
        index.MarkSynced();
        return index;
    }

    public static TenantRecord Record(string name, string spec = "{}", int created = 0) =>
        new(name, Tenant(name, spec), null, $"uid-{name}", 1, DateTimeOffset.UnixEpoch.AddSeconds(created));

    public static TenantPolicy Policy(string name, string spec = "{}") => TenantPolicy.Compile(Tenant(name, spec));

    private static Tenant Tenant(string name, string spec) => new()
    {
        Metadata = new() { Name = name },
        Spec = JsonSerializer.Deserialize(spec, TenantJson.Default.TenantSpec) ?? new(),
    };

    public static JsonElement Element(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;
}
