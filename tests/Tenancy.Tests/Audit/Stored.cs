using System.Text.Json;
using Tenancy.Api;
using Tenancy.Audit;
using Tenancy.Isolation;
using Tenancy.Policies;
using Tenancy.Tests.Isolation;

namespace Tenancy.Tests.Audit;

/// <summary>Puts stored objects to the audit, in namespace <c>acme-dev</c> of tenant <c>acme</c>.</summary>
internal static class Stored
{
    public static IClusterFacts Cluster { get; } = new Facts();

    /// <summary>The rules that are broken, each once.</summary>
    public static IEnumerable<string> Broken(string plural, string o, string spec = "{}") => Violations(plural, o, spec).Select(v => v.RuleId).Distinct();

    public static IReadOnlyList<Violation> Violations(string plural, string o, string spec = "{}") =>
        new StoredObjectJudge(new() { ClusterRanges = ["10.244.0.0/16"] }, _ => null).Judge(Of(plural, o), Policy(spec), Cluster);

    public static StoredObject Of(string plural, string o)
    {
        var kind = AuditedKinds.All.Single(k => k.Plural == plural);
        return new(kind, kind.Versions[0], JsonElement.Parse(o));
    }

    public static TenantPolicy Policy(string spec) =>
        TenantPolicy.Compile(new() { Metadata = new() { Name = "acme" }, Spec = JsonSerializer.Deserialize(spec, TenantJson.Default.TenantSpec)! with { Owners = [new() { Name = "alice" }] } });

    private sealed class Facts : IClusterFacts
    {
        private readonly IClusterFacts others = Ask.ClusterOf(new Dictionary<string, string> { ["acme-dev"] = "acme", ["acme-prod"] = "acme", ["globex-dev"] = "globex" });

        public string? DefaultIngressClass => others.DefaultIngressClass;

        public string? DefaultPriorityClass => others.DefaultPriorityClass;

        public IStorageFacts Storage { get; } = new Volumes();

        public TenantPolicy? Tenant(string name) => others.Tenant(name);

        public TenantPolicy? TenantByPrefix(string namespaceName) => others.TenantByPrefix(namespaceName);

        public string? TenantOf(string namespaceName) => others.TenantOf(namespaceName);

        public string? OwnerOfHost(string host) => others.OwnerOfHost(host);

        public bool IsPlatformPod(string namespaceName, string podName) => false;

        public bool HasPlatformPods(string namespaceName) => false;
    }

    private sealed class Volumes : IStorageFacts
    {
        public string DefaultClass => "fast";

        public StorageClassFact? Class(string name) => name is "fast" ? new(Provisions: true, Retains: false) : null;

        public VolumeFact? Volume(string name) => name switch
        {
            "pvc-own" => new(null, "acme-dev", IsPicked: false),
            "pvc-other" => new("globex", "acme-dev", IsPicked: true),
            _ => null,
        };
    }
}
