using System.Text.Json.Nodes;

namespace Webhooks.Tests.Fixtures;

/// <summary>AdmissionReviews as an API server sends them.</summary>
internal static class Review
{
    public const string Uid = "705ab4f5-6393-11e8-b7cc-42010a800002";

    /// <summary>A review of a namespaced object that is created.</summary>
    public static JsonObject Create(JsonObject subject, string resource = "pods", string group = "", string ns = "acme-dev") =>
        Of("CREATE", resource, group, ns, subject, old: null);

    /// <summary>A review of an object that is changed.</summary>
    public static JsonObject Update(JsonObject subject, JsonObject old, string resource = "pods", string group = "", string ns = "acme-dev") =>
        Of("UPDATE", resource, group, ns, subject, old);

    public static JsonObject Of(string operation, string resource, string group, string ns, JsonObject? subject, JsonObject? old)
    {
        var parts = resource.Split('/');
        var request = new JsonObject
        {
            ["uid"] = Uid,
            ["kind"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["kind"] = "Any" },
            ["resource"] = new JsonObject { ["group"] = group, ["version"] = "v1", ["resource"] = parts[0] },
            ["namespace"] = ns,
            ["operation"] = operation,
            ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("system:authenticated") },
            ["object"] = subject,
            ["oldObject"] = old,
            ["dryRun"] = false,
        };
        if (parts.Length > 1)
            request["subResource"] = parts[1];
        if ((subject ?? old)?["metadata"] is JsonObject metadata && metadata["name"] is JsonValue value && value.TryGetValue<string>(out var name))
            request["name"] = name;
        return new() { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["request"] = request };
    }
}
