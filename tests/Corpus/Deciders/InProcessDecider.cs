using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Format;
using Tenancy.Api;
using Tenancy.Audit;
using Tenancy.Hosts;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Conformance.Deciders;

/// <summary>Asks the rule engine itself, with the request that an API server would send, and none where it would send none.</summary>
internal sealed class InProcessDecider(World world) : IDecider
{
    public const string Way = "in process";

    // The API server escapes no more than it must: violations quote values as they were written.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Policies are compiled once for a case, as a cluster compiles them once for a change: properties put a case many times.
    private readonly ConditionalWeakTable<CorpusCase, CaseFacts> facts = [];

    public Task<Answer> DecideAsync(CorpusCase c, CancellationToken cancel) => Task.FromResult(Decide(c));

    /// <summary>The answer to the case.</summary>
    public Answer Decide(CorpusCase c)
    {
        var request = Request(c);
        if (!IsSent(c, request))
            return new(Decision.Allow, [], "no webhook is asked");
        var verdict = Verdict(c, request);
        return verdict switch
        {
            { Allowed: false } => ToAnswer(Decision.Deny, verdict.Denials),
            { Warnings.Count: > 0 } => ToAnswer(Decision.Warn, verdict.Warnings),
            { Audited.Count: > 0 } => ToAnswer(Decision.Audit, verdict.Audited),
            _ => new(Decision.Allow, [], ""),
        };
    }

    /// <summary>What the rules find of a request in the case's world, be it the case's own or one made of it.</summary>
    public Verdict Verdict(CorpusCase c, AdmissionRequest request)
    {
        var cluster = facts.GetValue(c, key => new(world, key));
        var input = new RuleInput { Request = request, Policy = Jurisdiction.Of(request, cluster), Platform = world.Platform, Cluster = cluster };
        var first = RuleEngine.Decide(input, Stage.Mutation);
        if (!first.Allowed)
            return first;
        var last = RuleEngine.Decide(input);
        // The other entry that an API server calls then: what it denies, the first has denied too, if it was asked.
        if (last.Allowed && IsInSuspendedNamespace(c, request))
            last = RuleEngine.DecideWhatever(input) is { Allowed: false } whatever ? whatever : last;
        return new(last.Denials, [.. first.Warnings, .. last.Warnings], [.. first.Audited, .. last.Audited]);
    }

    /// <summary>The rules that the audit finds broken by the case's object were it stored in its namespace; null when it is of no kind that the audit reads.</summary>
    public IReadOnlyList<string>? Audited(CorpusCase c)
    {
        var request = Request(c);
        if (c.Object is null || !IsSent(c, request) || AuditedKinds.All.FirstOrDefault(k => k.Group == request.Group && k.Plural == request.Resource) is not { } kind)
            return null;
        var cluster = facts.GetValue(c, key => new(world, key));
        // The corpus asks the rules alone: no defaults are filled in.
        var found = new StoredObjectJudge(world.Platform, _ => null).Judge(new(kind, request.Version, request.Object), Jurisdiction.Of(request, cluster), cluster);
        return [.. found.Select(v => v.RuleId).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The request that an API server would send.</summary>
    public static AdmissionRequest Request(CorpusCase c)
    {
        var kinds = Kinds.Of(c.Subject, c.Subresource);
        var name = (string?)c.Subject["metadata"]?["name"] ?? "";
        return new()
        {
            Uid = "705ab4f5-6393-11e8-b7cc-42010a800002",
            Group = kinds.Group,
            Version = kinds.Version,
            Resource = c.Subresource.Length == 0 ? kinds.Plural : $"{kinds.Plural}/{c.Subresource}",
            Operation = c.Operation,
            Name = name,
            Namespace = kinds.Namespaced ? (string?)c.Subject["metadata"]?["namespace"] ?? "" : kinds.Plural == "namespaces" ? name : "",
            Requester = c.User,
            Object = ToElement(c.Object),
            OldObject = c.Operation == Operations.Connect ? default : ToElement(c.OldObject),
        };
    }

    /// <summary>What the registrations' selectors match (see "What is matched, and what never" in docs/architecture.md).</summary>
    private bool IsSent(CorpusCase c, AdmissionRequest request)
    {
        if (request.Resource.Split('/')[0] != "namespaces")
            return request.Namespace.Length == 0 || world.Namespaces.GetValueOrDefault(request.Namespace) is not null;
        return request.Operation == Operations.Create || HasTenantLabel(c.Object) || HasTenantLabel(c.OldObject);
    }

    private bool IsInSuspendedNamespace(CorpusCase c, AdmissionRequest request) =>
        !Jurisdiction.IsNamespace(request) && world.Namespaces.GetValueOrDefault(request.Namespace) == "acme" && c.TenantSpec["suspended"] is { } suspended && (bool)suspended;

    private static bool HasTenantLabel(JsonObject? o) => o?["metadata"]?["labels"] is JsonObject labels && labels.ContainsKey(Labels.Tenant);

    private static JsonElement ToElement(JsonObject? node) => node is null ? default : JsonDocument.Parse(node.ToJsonString(AsSent)).RootElement;

    private static Answer ToAnswer(Decision decision, IReadOnlyList<Violation> found) =>
        new(decision, [.. found.Select(v => v.RuleId).Distinct().Order(StringComparer.Ordinal)], string.Join('\n', found));

    /// <summary>The index as it would be, were the case's tenant the one that is stored.</summary>
    private sealed class CaseFacts(World world, CorpusCase c) : IClusterFacts
    {
        private readonly TenantPolicy[] tenants =
        [
            TenantPolicy.Compile(World.Tenant("acme", c.TenantSpec)),
            TenantPolicy.Compile(World.Tenant("globex", world.NeighbourSpec)),
        ];

        private readonly HostOwners hosts = OwnersOf(c, world);

        public string? DefaultIngressClass => c.DefaultIngressClass;

        public string? DefaultPriorityClass => c.DefaultPriorityClass;

        public IStorageFacts Storage { get; } = new CaseStorage(world, c.DefaultStorageClass);

        public bool IsPlatformPod(string namespaceName, string podName) => PlatformPods(namespaceName).Any(p => (string?)p["metadata"]!["name"] == podName);

        public bool HasPlatformPods(string namespaceName) => PlatformPods(namespaceName).Any();

        public string? OwnerOfHost(string host) => hosts.OwnerOf(host)?.Tenant;

        public TenantPolicy? Tenant(string name) => tenants.FirstOrDefault(t => t.Name == name);

        public TenantPolicy? TenantByPrefix(string namespaceName) => tenants
            .Where(t => namespaceName.StartsWith(t.NamespacePrefix, StringComparison.Ordinal))
            .MaxBy(t => t.NamespacePrefix.Length);

        public IReadOnlyList<TenantPolicy> TenantsOwnedBy(Requester requester) => [.. tenants.Where(t => t.IsOwner(requester))];

        public int NamespacesBeside(string tenant, string namespaceName) => world.Namespaces.Count(n => n.Value == tenant && n.Key != namespaceName);

        public string? TenantOf(string namespaceName) => world.Namespaces.GetValueOrDefault(namespaceName);

        private IEnumerable<JsonObject> PlatformPods(string namespaceName) =>
            c.Besides.Where(o => (string?)o["metadata"]!["namespace"] == namespaceName && o["metadata"]!["labels"]?[Labels.Platform] is not null);

        // The neighbour is the older one.
        private static HostOwners OwnersOf(CorpusCase c, World world)
        {
            var owners = new HostOwners();
            owners.Put("globex", DateTimeOffset.UnixEpoch, TenantPolicy.Compile(World.Tenant("globex", world.NeighbourSpec)).Ingress.OwnedHosts);
            owners.Put("acme", DateTimeOffset.UnixEpoch.AddDays(1), TenantPolicy.Compile(World.Tenant("acme", c.TenantSpec)).Ingress.OwnedHosts);
            return owners;
        }
    }
}
