using System.Text.Json.Nodes;
using CsCheck;

namespace Webhooks.Tests.Fixtures;

/// <summary>Generates what comes near to objects of Kubernetes, and now and then far from it.</summary>
internal static class Documents
{
    private static readonly Gen<JsonNode?> Junk = Gen.OneOf(
        Gen.Const(() => (JsonNode?)null),
        Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.Int[-1, 70_000].Select(i => (JsonNode?)JsonValue.Create(i)),
        Gen.OneOf("", "true", "0", "a/b~c", "RuntimeDefault", "\u0000\n\"", "é").Select(s => (JsonNode?)JsonValue.Create(s)),
        Gen.Const(() => (JsonNode?)new JsonArray()),
        Gen.Const(() => (JsonNode?)new JsonObject()),
        Gen.Const(() => (JsonNode?)new JsonArray(null, 1, "x", new JsonObject())));

    private static readonly Gen<JsonNode?> Bool = Mostly(Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)));

    private static readonly Gen<JsonNode?> Capabilities = Object(
        ("add", Texts("NET_BIND_SERVICE", "SYS_ADMIN", "CAP_SYS_ADMIN", "ALL")), ("drop", Texts("ALL", "all", "NET_RAW")));

    private static readonly Gen<JsonNode?> Seccomp = Object(("type", Text("RuntimeDefault", "Unconfined", "Localhost")));

    private static readonly Gen<JsonNode?> ContainerContext = Object(
        ("allowPrivilegeEscalation", Bool), ("privileged", Bool), ("capabilities", Capabilities), ("runAsNonRoot", Bool), ("seccompProfile", Seccomp),
        ("runAsUser", Junk), ("procMount", Text("Default", "Unmasked")));

    private static readonly Gen<JsonNode?> Mount = Object(
        ("name", Text("kube-api-access-abcde", "data")), ("mountPath", Text("/var/run/secrets/kubernetes.io/serviceaccount", "/data")));

    private static readonly Gen<JsonNode?> Container = Object(
        ("name", Text("app", "side")), ("image", Text("nginx", "registry.example.com/acme/app:1", ":::")), ("securityContext", ContainerContext),
        ("imagePullPolicy", Text("Always", "Never")), ("volumeMounts", Array(Mount)),
        ("ports", Array(Object(("hostPort", Gen.OneOf(Junk, Gen.Const(() => (JsonNode?)JsonValue.Create(80))))))));

    private static readonly Gen<JsonNode?> Volume = Object(
        ("name", Text("kube-api-access-abcde", "data")), ("projected", Object()), ("hostPath", Object(("path", Text("/")))), ("emptyDir", Object()));

    private static readonly Gen<JsonNode?> PodContext = Object(("runAsNonRoot", Bool), ("seccompProfile", Seccomp), ("runAsUser", Junk), ("sysctls", Junk));

    private static readonly Gen<JsonNode?> Toleration = Object(
        ("key", Text("a~b/c", "k")), ("operator", Text("Exists", "Equal")), ("value", Text("ä\"", "v")), ("effect", Text("NoExecute")), ("tolerationSeconds", Junk));

    private static readonly Gen<JsonNode?> Spec = Object(
        ("containers", Array(Container)), ("initContainers", Array(Container)), ("ephemeralContainers", Array(Container)), ("securityContext", PodContext),
        ("automountServiceAccountToken", Bool), ("hostNetwork", Bool), ("hostUsers", Bool), ("volumes", Array(Volume)), ("tolerations", Array(Toleration)),
        ("os", Object(("name", Text("windows", "linux")))), ("nodeName", Text("node-1")),
        ("nodeSelector", Object(("pool", Text("shared", "system")), ("a.b/c~", Text("x")))), ("priorityClassName", Text("normal", "high")), ("runtimeClassName", Text("gvisor")));

    private static readonly Gen<JsonNode?> Metadata = Object(
        ("name", Text("web")), ("labels", Object(("tenantoperator.io/tenant", Text("acme", "globex")))),
        ("annotations", Object(("seccomp.security.alpha.kubernetes.io/pod", Text("runtime/default", "unconfined")))));

    /// <summary>Pods, more or less.</summary>
    public static Gen<JsonObject> Pod { get; } = Gen.Select(Metadata, Spec, (metadata, spec) => new JsonObject { ["metadata"] = metadata, ["spec"] = spec });

    /// <summary>Any JSON, in an object.</summary>
    public static Gen<JsonObject> Any { get; } = Gen.Select(Junk, Junk, (a, b) => new JsonObject { ["metadata"] = a, ["spec"] = b });

    private static Gen<JsonNode?> Text(params string[] values) => Mostly(Gen.OneOf(values).Select(s => (JsonNode?)JsonValue.Create(s)));

    private static Gen<JsonNode?> Texts(params string[] values) => Array(Text(values));

    private static Gen<JsonNode?> Array(Gen<JsonNode?> item) => Mostly(item.Array[0, 3].Select(items => (JsonNode?)new JsonArray(items)));

    // Each member is there half of the time.
    private static Gen<JsonNode?> Object(params (string Name, Gen<JsonNode?> Value)[] members)
    {
        var all = Gen.Const(() => new JsonObject());
        foreach (var (name, value) in members)
        {
            all = Gen.Select(all, Gen.Bool, value, (o, present, v) =>
            {
                if (present)
                    o[name] = v;
                return o;
            });
        }
        return Mostly(all.Select(o => (JsonNode?)o));
    }

    private static Gen<JsonNode?> Mostly(Gen<JsonNode?> sound) => Gen.Frequency((19, sound), (1, Junk));
}
