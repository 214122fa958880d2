using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Conformance.Format;

/// <summary>What all cases share (<c>world/</c>, <c>bases/</c>): the people, the platform's settings, the tenants, the objects that deltas start from.</summary>
internal sealed class World
{
    private static readonly JsonSerializerOptions Strict = new(TenantJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly string folder;
    private readonly JsonObject people;
    private readonly JsonObject tenants;
    private readonly Dictionary<string, JsonObject> bases = new(StringComparer.Ordinal);

    public World(string folder)
    {
        this.folder = folder;
        people = YamlFile.Read(Path.Combine(folder, "world", "people.yaml"));
        tenants = YamlFile.Read(Path.Combine(folder, "world", "tenants.yaml"));
        Namespaces = tenants["namespaces"]!.AsObject().ToDictionary(n => n.Key, n => (string?)n.Value, StringComparer.Ordinal);
        Platform = new()
        {
            OperatorUsers = Names("operatorUsers"),
            AdminUsers = Names("adminUsers"),
            AdminGroups = Names("adminGroups"),
            SystemUsers = Names("systemUsers"),
            ProtectedNamespaces = Names("protectedNamespaces"),
            ClusterRanges = Names("clusterRanges"),
            MemberClusterRoles = Names("memberClusterRoles"),
        };
    }

    public PlatformSettings Platform { get; }

    /// <summary>The spec of tenant <c>acme</c> that cases change.</summary>
    public JsonObject TenantSpec => tenants["acme"]!.AsObject();

    /// <summary>The spec of tenant <c>globex</c>, the neighbour.</summary>
    public JsonObject NeighbourSpec => tenants["globex"]!.AsObject();

    /// <summary>Namespaces that exist, each with its tenant's name or null.</summary>
    public IReadOnlyDictionary<string, string?> Namespaces { get; }

    /// <summary>What stands in the cluster before any tenant.</summary>
    public IEnumerable<JsonObject> ClusterObjects => YamlFile.Read(Path.Combine(folder, "world", "cluster.yaml"))["objects"]!.AsArray().Select(o => o!.AsObject());

    /// <summary>The storage classes among them.</summary>
    public IReadOnlyList<JsonObject> StorageClasses => field ??= [.. ClusterObjects.Where(o => (string?)o["kind"] == "StorageClass")];

    /// <summary>The cluster's volumes.</summary>
    public IReadOnlyList<JsonObject> Volumes =>
        field ??= [.. YamlFile.Read(Path.Combine(folder, "world", "volumes.yaml"))["volumes"]!.AsArray().Select(o => Delta.Apply(Base("volume"), o!.AsObject()))];

    public JsonObject Base(string name)
    {
        if (!bases.TryGetValue(name, out var found))
            bases[name] = found = YamlFile.Read(Path.Combine(folder, "bases", name + ".yaml"));
        return found;
    }

    /// <summary>Somebody by the name in <c>people.yaml</c>, or described in place by <c>name</c> and <c>groups</c>.</summary>
    public Requester Person(JsonNode who)
    {
        var person = who is JsonObject ? who : people[(string)who!] ?? throw new InvalidDataException($"people.yaml knows no \"{who}\"");
        return new((string)person["name"]!, [.. Strings(person["groups"]), "system:authenticated"]);
    }

    public static Tenant Tenant(string name, JsonObject spec) => new()
    {
        Metadata = new() { Name = name },
        Spec = spec.Deserialize((System.Text.Json.Serialization.Metadata.JsonTypeInfo<TenantSpec>)Strict.GetTypeInfo(typeof(TenantSpec)))!,
    };

    private string[] Names(string key) => Strings(tenants["platform"]![key]);

    private static string[] Strings(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(n => (string)n!)];
}
