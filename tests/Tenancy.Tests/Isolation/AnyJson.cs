using System.Text.Json.Nodes;
using CsCheck;

namespace Tenancy.Tests.Isolation;

/// <summary>Generates JSON that no API server would send: hostile to rules that trust their input.</summary>
internal static class AnyJson
{
    // Names that rules look for, so that they descend into what is generated.
    private static readonly string[] Names =
    [
        "metadata", "annotations", "labels", "ownerReferences", "spec", "template", "jobTemplate", "containers", "initContainers",
        "ephemeralContainers", "volumes", "tolerations", "securityContext", "seccompProfile", "appArmorProfile", "seLinuxOptions",
        "windowsOptions", "hostProcess", "sysctls", "capabilities", "add", "drop", "ports", "hostPort", "livenessProbe", "lifecycle", "preStop",
        "httpGet", "tcpSocket", "host", "image", "imagePullPolicy", "name", "type", "key", "operator", "effect", "value", "tolerationSeconds",
        "hostNetwork", "hostUsers", "nodeName", "os", "kind", "rules", "tls", "hosts", "http", "paths", "backend", "externalIPs", "externalName",
        "affinity", "podAffinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution", "podAffinityTerm",
        "namespaces", "namespaceSelector", "matchLabels", "matchExpressions", "values", "csi", "driver", "emptyDir", "sizeLimit", "medium", "resources", "requests", "limits", "cpu",
        "hostAliases", "dnsPolicy", "dnsConfig", "terminationGracePeriodSeconds", "reference", "iam.amazonaws.com/role", "cluster-autoscaler.kubernetes.io/safe-to-evict",
        "loadBalancerSourceRanges", "nodePort", "finalizers", "", "\ud800", "tenantoperator.io/tenant",
    ];

    private static readonly string[] Texts =
        ["", "*", "true", "0", "ALL", "Exists", "RuntimeDefault", "windows", "NodePort", "LoadBalancer", "ExternalName", "::1", "\u0000", "\\ud800", "evil.io/app", "EphemeralContainers"];

    /// <summary>JSON of any shape.</summary>
    public static Gen<JsonNode?> Value { get; } = Gen.Recursive<JsonNode?>((depth, self) =>
        depth > 4 ? Leaf : Gen.Frequency((3, Leaf), (2, List(self)), (4, Object(self))));

    /// <summary>One of these.</summary>
    public static Gen<T> OneOf<T>(IReadOnlyList<T> items) => Gen.Int[0, items.Count - 1].Select(i => items[i]);

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Gen.Const(() => (JsonNode?)null),
        Gen.Bool.Select(b => (JsonNode?)b),
        Gen.Long.Select(n => (JsonNode?)n),
        Gen.Double[-1e30, 1e30].Select(n => (JsonNode?)n),
        OneOf(Texts).Select(t => (JsonNode?)t),
        Gen.String.Select(t => (JsonNode?)t));

    /// <summary>A document with some of its nodes, or nodes that it lacks, replaced by any JSON.</summary>
    public static Gen<JsonNode?> Near(string document) => Gen.Select(Gen.Int[0, 10_000].Array[1, 4], Value.Array[4], OneOf(Names)).Select((places, values, name) =>
    {
        JsonNode? root = JsonNode.Parse(document);
        for (var i = 0; i < places.Length; i++)
            root = Replace(root, places[i], values[i], name);
        return root;
    });

    private static JsonNode? Replace(JsonNode? root, int place, JsonNode? value, string name)
    {
        var nodes = Descendants(root).ToList();
        var target = nodes[place % nodes.Count];
        if (target is JsonObject o && place % 3 == 0)
            o[name] = value?.DeepClone();
        else if (target?.Parent is null)
            return value?.DeepClone();
        else
            target.ReplaceWith(value?.DeepClone());
        return root;
    }

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(m => m.Value is not null).SelectMany(m => Descendants(m.Value)).Prepend(o),
        JsonArray a => a.Where(i => i is not null).SelectMany(Descendants).Prepend(a),
        _ => [node],
    };

    private static Gen<JsonNode?> List(Gen<JsonNode?> item) => item.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]));

    private static Gen<JsonNode?> Object(Gen<JsonNode?> value) => Gen.Select(OneOf(Names), value).Array[0, 5].Select(members =>
        (JsonNode?)new JsonObject(members.DistinctBy(m => m.Item1, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Item1, m.Item2?.DeepClone()))));
}
