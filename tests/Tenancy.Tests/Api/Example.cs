using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Tests.Api;

/// <summary>Tenants for tests, from what a user would write.</summary>
internal static class Example
{
    /// <summary>The tenant acme with one owner, and over it the given members of the spec.</summary>
    public static Tenant Tenant(string spec = "{}", string name = "acme") =>
        Json(spec, name).Deserialize(TenantJson.Default.Tenant)!;

    /// <summary>The same as JSON.</summary>
    public static JsonObject Json(string spec = "{}", string name = "acme")
    {
        var merged = new JsonObject { ["owners"] = JsonNode.Parse("""[{"kind": "User", "name": "alice"}]""") };
        foreach (var (key, value) in JsonNode.Parse(spec)!.AsObject())
            merged[key] = value?.DeepClone();
        return new()
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "Tenant",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = merged,
        };
    }
}
