using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Admission;

namespace Generator;

/// <summary>What the rules answer to a pod that tries to break out: real text, so that no page shows another than users get.</summary>
internal static class ExampleDenial
{
    private const string Pod = """
        {"metadata": {"name": "tools", "namespace": "acme-dev"},
         "spec": {
           "hostNetwork": true,
           "containers": [
             {"name": "web", "image": "registry.example.com/acme/web:1.0", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}},
             {"name": "tools", "image": "evil.io/tools:1", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
           "volumes": [{"name": "root", "hostPath": {"path": "/"}}],
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}}}
        """;

    private static readonly Tenant Acme = new()
    {
        Metadata = new() { Name = "acme" },
        Spec = new()
        {
            Contact = "platform@example.com",
            Owners = [new() { Name = "alice" }],
            Pods = new() { Registries = ["registry.example.com/acme/*"] },
        },
    };

    public static string Text()
    {
        var policy = TenantPolicy.Compile(Acme);
        using var pod = JsonDocument.Parse(Pod);
        var verdict = RuleEngine.Decide(new()
        {
            Request = new()
            {
                Uid = "",
                Group = "",
                Version = "v1",
                Resource = "pods",
                Operation = Operations.Create,
                Namespace = "acme-dev",
                Requester = new("alice", []),
                Object = pod.RootElement,
            },
            Policy = policy,
            Platform = new(),
            Cluster = new NoCluster(),
        });
        return DenialText.Of(policy, verdict.Denials);
    }

    private sealed class NoCluster : IClusterFacts
    {
        public string? DefaultIngressClass => null;

        public string? DefaultPriorityClass => null;

        public bool IsPlatformPod(string namespaceName, string podName) => false;

        public bool HasPlatformPods(string namespaceName) => false;

        public TenantPolicy? Tenant(string name) => null;

        public TenantPolicy? TenantByPrefix(string namespaceName) => null;

        public string? TenantOf(string namespaceName) => null;

        public string? OwnerOfHost(string host) => null;
    }
}
