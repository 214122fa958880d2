using System.Text.Json;
using Conformance.Format;
using Tenancy.Isolation;
using Webhooks.Index;

namespace Benchmarks.HotPaths;

/// <summary>Each room of rules, on an object of the corpus that passes them; and all rules that a pod is held to.</summary>
internal static class Rules
{
    // Room, base object, the most bytes for all rules of the room that guard it together.
    private static readonly (string Room, string Base, long Bytes)[] Rooms =
    [
        ("pods", "pod", 288), ("services", "service", 256), ("endpoints", "endpoint-slice", 1536), ("ingress", "ingress", 2560), ("storage", "claim", 1024),
        ("network", "network-policy", 640), ("rbac", "role-binding", 288), ("quotas", "resource-quota", 320), ("secrets", "secret", 64), ("resources", "issuer", 896),
        ("namespaces", "namespace", 2688), ("managed", "network-policy", 512), ("tenant", "config-map", 64),
    ];

    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("rules/all-of-a-pod", 192, () =>
        {
            var input = Input("pod");
            return () => RuleEngine.Decide(input);
        }),
        .. Rooms.Select(r => new HotPath($"rules/{r.Room}", r.Bytes, () => Room(r.Room, r.Base))),
    ];

    private static Action Room(string room, string name)
    {
        var input = Input(name);
        IRule[] rules = [.. RuleCatalogue.All.Where(r => r.Id.StartsWith(room + "/", StringComparison.Ordinal) && r.Guards.Any(g => g.IsOfEverything || Guards(g, input.Request)))];
        if (rules.Length == 0)
            throw new InvalidOperationException($"no rule of {room} guards {input.Request.Resource}");
        return () =>
        {
            var violations = new Violations();
            foreach (var rule in rules)
                rule.Check(input, violations);
        };
    }

    private static bool Guards(Guard guard, AdmissionRequest request) =>
        string.Equals(guard.Group, request.Group, StringComparison.Ordinal) && string.Equals(guard.Resource, request.Resource, StringComparison.Ordinal);

    private static RuleInput Input(string name)
    {
        var world = Corpus.World;
        var subject = world.Base(name);
        var kinds = Kinds.Of(subject);
        var index = new TenancyIndex();
        index.PutTenant(Reviewers.Record("acme", World.Tenant("acme", world.TenantSpec).Spec));
        index.PutNamespace("acme-dev", "acme");
        index.MarkSynced();
        var named = (string)subject["metadata"]!["name"]!;
        var request = new AdmissionRequest
        {
            Uid = "705ab4f5-6393-11e8-b7cc-42010a800002",
            Group = kinds.Group,
            Version = kinds.Version,
            Resource = kinds.Plural,
            Operation = Operations.Create,
            Name = named,
            Namespace = kinds.Namespaced ? "acme-dev" : kinds.Plural == "namespaces" ? named : "",
            Requester = world.Person(System.Text.Json.Nodes.JsonValue.Create("owner")!),
            Object = JsonDocument.Parse(subject.ToJsonString()).RootElement,
        };
        return new() { Request = request, Policy = Jurisdiction.Of(request, index), Platform = world.Platform, Cluster = index };
    }
}
