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
        ("pods", "pod", 2048), ("services", "service", 2048), ("endpoints", "endpoint-slice", 2048), ("ingress", "ingress", 2048), ("storage", "claim", 2048),
        ("network", "network-policy", 2048), ("rbac", "role-binding", 2048), ("quotas", "resource-quota", 2048), ("secrets", "secret", 2048), ("resources", "issuer", 2048),
        ("namespaces", "namespace", 2048), ("managed", "network-policy", 2048), ("tenant", "config-map", 2048),
    ];

    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("rules/all-of-a-pod", 1024, () =>
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
