using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Tests.Isolation;

/// <summary>Random JSON out of a vocabulary that lets it get deep into the rules, and the inputs that are made of it.</summary>
internal static class AnyObject
{
    private static readonly string[] Texts =
    [
        "", "*", ".", "*.", "a.", "..", "::", "1", "NodePort", "LoadBalancer", "ExternalName", "Local", "10.0.0.1", "::ffff:10.0.0.1", "10.0.0.0/8", "/", "/8", ",", "acme", "acme-dev",
        "localhost", "shop.example.com", "*.acme.example.com", "bücher.example", "xn--", "\u3002", "\udbff\udfff", "tenant-x", "tenant-operator", "lua", "a;b", "\n", "com", "kube-x", "FQDN", "acme-dev/x", "/", "a-b@kubernetescrd", "-@kubernetescrd", "k8s.io", "arn:", ",,", "true",
    ];

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        Gen.Const((JsonNode?)null),
        Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.OneOf(0L, 1, -1, 80, 30000, 65536, long.MaxValue).Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Double[-1e300, 1e300].Select(d => (JsonNode?)JsonValue.Create(d)),
        Gen.OneOf(Texts).Select(t => (JsonNode?)JsonValue.Create(t)));

    /// <summary>Objects, lists and scalars, with members of these names.</summary>
    public static Gen<JsonNode?> Of(params string[] keys) => Gen.Recursive<JsonNode?>((depth, self) => depth > 5
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (1, self.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))),
            (4, Gen.Select(Gen.OneOf(keys), self).Array[0, 6].Select(members => (JsonNode?)ToObject(members)))));

    /// <summary>Puts the object, as old and new, to one rule on each of its guards, for each kind of requester.</summary>
    public static void Ask(IRule rule, JsonNode? stored, JsonNode? written, TenantPolicy policy)
    {
        // A rule with hundreds of kinds treats them alike.
        foreach (var guard in rule.Guards.Take(10))
        {
            foreach (var operation in new[] { Operations.Create, Operations.Update, Operations.Delete }.Where(o => guard.Operations.HasFlag(o)))
            {
                var input = new RuleInput
                {
                    Request = new()
                    {
                        Uid = "1",
                        Group = guard.Group,
                        Version = guard.Version,
                        Resource = guard.Resource,
                        Operation = operation,
                        Requester = new("mallory", []),
                        Object = operation == Operations.Delete ? default : Element(written),
                        OldObject = operation == Operations.Create ? default : Element(stored),
                    },
                    Policy = policy,
                    Platform = new(),
                    Cluster = new NoFacts(),
                };
                rule.Check(input, new Violations());
            }
        }
    }

    private static JsonElement Element(JsonNode? node) => node is null ? default : JsonDocument.Parse(node.ToJsonString()).RootElement;

    private static JsonObject ToObject((string Key, JsonNode? Value)[] members)
    {
        var result = new JsonObject();
        foreach (var (key, value) in members)
            result[key] = value?.DeepClone();
        return result;
    }

    private sealed class NoFacts : IClusterFacts
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
