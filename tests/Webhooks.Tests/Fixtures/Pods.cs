using System.Text.Json.Nodes;

namespace Webhooks.Tests.Fixtures;

/// <summary>Pods.</summary>
internal static class Pods
{
    /// <summary>Nothing but a name and an image: allowed only with the defaults filled in.</summary>
    public static JsonObject Plain() => Json("""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"app","image":"registry.example.com/acme/app:1"}]}}
        """);

    /// <summary>What the standard Restricted asks for.</summary>
    public static JsonObject Compliant() => Json("""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "labels": {"app": "web"}},
          "spec": {
            "automountServiceAccountToken": false,
            "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [{
              "name": "app", "image": "registry.example.com/acme/app:1",
              "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}
            }]
          }
        }
        """);

    /// <summary>A compliant pod, but for its host network.</summary>
    public static JsonObject OnHostNetwork()
    {
        var pod = Compliant();
        pod["spec"]!["hostNetwork"] = true;
        return pod;
    }

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
