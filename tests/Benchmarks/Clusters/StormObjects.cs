using System.Text.Json.Nodes;
using Benchmarks.Worlds;
using OperatorRuntime;

namespace Benchmarks.Clusters;

/// <summary>What people make in their namespaces all day: what they may, and what they may not.</summary>
internal static class StormObjects
{
    private static readonly (ResourceType Type, Func<string, bool, JsonObject> Body)[] Kinds =
    [
        (new("", "v1", "pods", "Pod", true), (_, allowed) => new()
        {
            ["spec"] = new JsonObject
            {
                ["hostNetwork"] = !allowed,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = "registry.example.com/web:1", ["imagePullPolicy"] = "Always" }),
            },
        }),
        (new("", "v1", "services", "Service", true), (_, allowed) => new()
        {
            ["spec"] = new JsonObject { ["type"] = allowed ? "ClusterIP" : "NodePort", ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }), ["selector"] = new JsonObject { ["app"] = "web" } },
        }),
        (new("networking.k8s.io", "v1", "ingresses", "Ingress", true), (tenant, allowed) => new()
        {
            ["spec"] = new JsonObject
            {
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["host"] = $"{(allowed ? tenant : "stranger")}.example.com",
                    ["http"] = new JsonObject { ["paths"] = new JsonArray(new JsonObject { ["path"] = "/", ["pathType"] = "Prefix", ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = "web", ["port"] = new JsonObject { ["number"] = 80 } } } }) },
                }),
            },
        }),
    ];

    /// <summary>The n-th object of somebody who makes one after the other; every third time one that is forbidden.</summary>
    public static (ResourceType Type, JsonObject Body, bool IsAllowed) Of(int tenant, string ns, string name, int n)
    {
        var (type, bodyOf) = Kinds[n % Kinds.Length];
        var allowed = n / Kinds.Length % 3 != 2;
        var body = bodyOf(Population.Tenant(tenant), allowed);
        body["apiVersion"] = type.ApiVersion;
        body["kind"] = type.Kind;
        body["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns };
        return (type, body, allowed);
    }
}
