using System.Text;
using System.Text.Json.Nodes;

namespace Drills.Clusters;

/// <summary>AdmissionReviews as an API server sends them, of objects that an owner makes.</summary>
internal static class Reviews
{
    /// <summary>An Ingress for a host.</summary>
    public static byte[] Ingress(string ns, string host) => Create("networking.k8s.io", "ingresses", "Ingress", ns, $$"""
        {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "{{ns}}"}, "spec": {"rules": [{"host": "{{host}}", "http": {"paths": [
          {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"number": 80} } } }]} }]} }
        """);

    /// <summary>A pod that asks for its node's network.</summary>
    public static byte[] ForbiddenPod(string ns) => Create("", "pods", "Pod", ns, $$"""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "forbidden", "namespace": "{{ns}}", "labels": {"app": "web"} }, "spec": {"hostNetwork": true, "automountServiceAccountToken": false,
          "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"} },
          "containers": [{"name": "web", "image": "registry.example.com/web:1.0", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]} } }]} }
        """);

    private static byte[] Create(string group, string resource, string kind, string ns, string text)
    {
        var subject = JsonNode.Parse(text)!;
        var review = new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
                ["kind"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["kind"] = kind },
                ["resource"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["resource"] = resource },
                ["name"] = subject["metadata"]!["name"]!.DeepClone(),
                ["namespace"] = ns,
                ["operation"] = "CREATE",
                ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("system:authenticated") },
                ["object"] = subject,
                ["oldObject"] = null,
                ["dryRun"] = true,
            },
        };
        return Encoding.UTF8.GetBytes(review.ToJsonString());
    }
}
