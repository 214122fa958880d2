using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Tests.Isolation;

/// <summary>Puts objects to the rule engine, in tenant <c>acme</c>, as its owner.</summary>
internal static class Ask
{
    /// <summary>A pod that passes every rule of a tenant that sets nothing.</summary>
    public const string GoodPod = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "acme-dev"},
         "spec": {
           "containers": [{"name": "web", "image": "registry.example.com/acme/web:1.0",
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}}}
        """;

    public static Verdict OnCreate(string o, string spec = "{}", string resource = "pods") => RuleEngine.Decide(Input(spec, resource, Operations.Create, o, null));

    public static Verdict OnUpdate(string old, string o, string spec = "{}", string resource = "pods") =>
        RuleEngine.Decide(Input(spec, resource, Operations.Update, o, old));

    public static RuleInput Input(string spec, string resource, Operations operation, string? o, string? old, string group = "") => new()
    {
        Request = new()
        {
            Uid = "1",
            Group = group,
            Version = "v1",
            Resource = resource,
            Operation = operation,
            Name = "web",
            Namespace = "acme-dev",
            Requester = new("alice", ["system:authenticated"]),
            Object = o is null ? default : JsonElement.Parse(o),
            OldObject = old is null ? default : JsonElement.Parse(old),
        },
        Policy = TenantPolicy.Compile(new Tenant
        {
            Metadata = new() { Name = "acme" },
            Spec = JsonSerializer.Deserialize(spec, TenantJson.Default.TenantSpec)! with { Owners = [new() { Name = "alice" }] },
        }),
        Platform = new(),
        Cluster = new EmptyCluster(),
    };

    /// <summary>A cluster of which nothing is known but which tenants namespaces belong to.</summary>
    public static IClusterFacts ClusterOf(IReadOnlyDictionary<string, string> tenants) => new EmptyCluster(tenants);

    private sealed class EmptyCluster(IReadOnlyDictionary<string, string>? tenants = null) : IClusterFacts
    {
        public string? DefaultIngressClass => null;

        public string? DefaultPriorityClass => null;

        public bool IsPlatformPod(string namespaceName, string podName) => false;

        public bool HasPlatformPods(string namespaceName) => false;

        public TenantPolicy? Tenant(string name) => null;

        public TenantPolicy? TenantByPrefix(string namespaceName) => null;

        public string? TenantOf(string namespaceName) => tenants?.GetValueOrDefault(namespaceName);

        public string? OwnerOfHost(string host) => null;
    }
}
