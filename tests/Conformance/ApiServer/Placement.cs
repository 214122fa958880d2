using System.Globalization;
using System.Text.Json.Nodes;
using Conformance.Format;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Conformance.ApiServer;

/// <summary>
/// A case moved to where it can run beside all others: every text "acme" becomes the name of a tenant of its own, shared by
/// the cases with an equal spec and surroundings, and a stored object gets a name of its own.
/// </summary>
internal sealed record Placement(CorpusCase Case, string Tenant)
{
    // Not names that are "tenant-…": those are the operator's, and stand there already.
    private const string Reserved = "tenant-";

    public string Namespace => $"{Tenant}-dev";

    /// <summary>Whether the stored object must be made before the case can run.</summary>
    public bool NeedsStored => Case is { OldObject: not null, Operation: not Operations.Connect } && !Name(Case.OldObject).StartsWith(Reserved, StringComparison.Ordinal) && !IsShared(Name(Case.OldObject));

    public bool IsNamespace => (string?)Case.Subject["kind"] == "Namespace";

    /// <summary>The volumes that are no tenant's of a case.</summary>
    public static IEnumerable<JsonObject> CommonVolumes => Corpus.World.Volumes.Where(v => !SpeaksOfTenant(v));

    /// <summary>The volumes that each tenant of a case has for itself, if one of its cases names them.</summary>
    public static IEnumerable<JsonObject> VolumesOf(string tenant, IReadOnlyList<Placement> cases) => Corpus.World.Volumes
        .Where(SpeaksOfTenant)
        .Select(v => JsonNode.Parse(v.ToJsonString().Replace("acme", tenant, StringComparison.Ordinal))!.AsObject())
        .Where(v => cases.Any(c => c.Speaks($"\"{Name(v)}\"")));

    public static IReadOnlyList<Placement> Of(IEnumerable<CorpusCase> cases, string ownerUid)
    {
        var tenants = new Dictionary<string, string>(StringComparer.Ordinal);
        var placed = new List<Placement>();
        foreach (var c in cases)
        {
            var spec = c.TenantSpec.ToJsonString() + string.Concat(c.Besides.Select(o => o.ToJsonString()));
            if (!tenants.TryGetValue(spec, out var tenant))
                tenants[spec] = tenant = string.Create(CultureInfo.InvariantCulture, $"acme{tenants.Count + 1}");
            placed.Add(new(Move(c, tenant, placed.Count, ownerUid), tenant));
        }
        return placed;
    }

    private static CorpusCase Move(CorpusCase c, string tenant, int number, string ownerUid)
    {
        JsonObject? Rewrite(JsonObject? o) =>
            o is null ? null : JsonNode.Parse(o.ToJsonString().Replace("acme", tenant, StringComparison.Ordinal).Replace("00000000-0000-0000-0000-000000000000", ownerUid, StringComparison.Ordinal))!.AsObject();

        var moved = c with
        {
            TenantSpec = Rewrite(c.TenantSpec)!,
            Object = Rewrite(c.Object),
            OldObject = Rewrite(c.OldObject),
            Besides = [.. c.Besides.Select(o => Rewrite(o)!)],
            User = new(c.User.Username.Replace("acme", tenant, StringComparison.Ordinal), [.. c.User.Groups.Select(g => g.Replace("acme", tenant, StringComparison.Ordinal))]),
        };
        if (new Placement(moved, tenant).NeedsStored)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Name(moved.OldObject!)}-{number}");
            Rename(moved.OldObject!, name);
            if (moved.Object is not null)
                Rename(moved.Object, name);
        }
        // Told in every denial: so it is seen whose policy, and which one, has decided.
        moved.TenantSpec["contact"] ??= $"the owner of {tenant}";
        return moved;
    }

    private static void Rename(JsonObject o, string name)
    {
        // The label that holds a namespace's own name goes with it.
        if (o["metadata"]!["labels"] is JsonObject labels && (string?)labels[ProtectedKeys.NamespaceName] == Name(o))
            labels[ProtectedKeys.NamespaceName] = name;
        o["metadata"]!["name"] = name;
    }

    private static bool SpeaksOfTenant(JsonObject o) => o.ToJsonString().Contains("acme", StringComparison.Ordinal);

    private bool Speaks(string text) =>
        Case.Object?.ToJsonString().Contains(text, StringComparison.Ordinal) == true || Case.OldObject?.ToJsonString().Contains(text, StringComparison.Ordinal) == true;

    private static bool IsShared(string name) => name is "kube-system" or "default" or "globex-dev";

    private static string Name(JsonObject o) => (string?)o["metadata"]?["name"] ?? "";
}
