using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Worlds;

/// <summary>What the benchmarks send, made from the files beside this one.</summary>
public static class Documents
{
    // The API server escapes no more than it must.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string PodText = Compact("pod.json");
    private static readonly string TenantText = Compact("tenant.json");

    /// <summary>
    /// A pod as the API server sends it for validation: three containers, some 7 KB, with the defaults of the API server and the fields' managers,
    /// allowed under <see cref="TenantSpec"/>.
    /// </summary>
    public static JsonObject Pod(string tenant, string ns) => Parse(PodText.Replace("NAMESPACE", ns, StringComparison.Ordinal).Replace("TENANT", tenant, StringComparison.Ordinal));

    /// <summary>The same before mutation: without what mutation adds.</summary>
    public static JsonObject PodAsWritten(string ns)
    {
        var pod = Pod("", ns);
        pod["metadata"]!["labels"]!.AsObject().Remove("tenantoperator.io/tenant");
        pod["spec"]!["securityContext"]!.AsObject().Remove("seccompProfile");
        foreach (var container in pod["spec"]!["containers"]!.AsArray().Skip(1))
            container!.AsObject().Remove("securityContext");
        return pod;
    }

    /// <summary>The same as a client sends it: without what the API server adds before it asks webhooks.</summary>
    public static JsonObject PodAsSent(string ns)
    {
        var pod = PodAsWritten(ns);
        var metadata = pod["metadata"]!.AsObject();
        foreach (var added in new[] { "generateName", "creationTimestamp", "ownerReferences", "managedFields" })
            metadata.Remove(added);
        var spec = pod["spec"]!.AsObject();
        foreach (var added in new[] { "tolerations", "priority", "preemptionPolicy" })
            spec.Remove(added);
        RemoveToken(spec["volumes"]!.AsArray());
        foreach (var container in spec["containers"]!.AsArray())
            RemoveToken(container!["volumeMounts"]!.AsArray());
        pod.Remove("status");
        return pod;
    }

    /// <summary>What a tenant of some strictness sets: lists of every kind, one of them with a regular expression.</summary>
    public static JsonObject TenantSpec(string tenant) => Parse(TenantText.Replace("TENANT", tenant, StringComparison.Ordinal));

    /// <summary>The review of a pod's creation, in the order in which the API server writes its members.</summary>
    public static byte[] ReviewOf(JsonObject pod, Guid uid)
    {
        var review = new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = uid.ToString(),
                ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
                ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
                ["requestKind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
                ["requestResource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
                ["name"] = pod["metadata"]!["name"]!.DeepClone(),
                ["namespace"] = pod["metadata"]!["namespace"]!.DeepClone(),
                ["operation"] = "CREATE",
                ["userInfo"] = new JsonObject
                {
                    ["username"] = "system:serviceaccount:kube-system:replicaset-controller",
                    ["uid"] = "a6f1c5d0-3f0b-4b8e-8a4e-0d6f7c1b2e3a",
                    ["groups"] = new JsonArray("system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"),
                },
                ["object"] = pod,
                ["oldObject"] = null,
                ["dryRun"] = false,
                ["options"] = new JsonObject { ["kind"] = "CreateOptions", ["apiVersion"] = "meta.k8s.io/v1" },
            },
        };
        return Encoding.UTF8.GetBytes(review.ToJsonString(AsSent));
    }

    private static void RemoveToken(JsonArray list) => list.RemoveAll(item => ((string)item!["name"]!).StartsWith("web-token-", StringComparison.Ordinal));

    private static string Compact(string resource)
    {
        using var reader = new StreamReader(typeof(Documents).Assembly.GetManifestResourceStream(resource)!);
        return Parse(reader.ReadToEnd()).ToJsonString(AsSent);
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
