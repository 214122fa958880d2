using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Integration.Lifecycle.Crash;

/// <summary>What differs from what must be in the end; empty when all is right.</summary>
internal static class EndState
{
    // Set by the API server, or telling who made the namespace: not of the tenant that it belongs to.
    private static readonly string[] NotOfTheTenant = ["kubernetes.io/metadata.name", Labels.ManagedBy, Labels.MadeFor];

    /// <summary>Of a tenant that lives: its namespaces, what stands in them, its people's access, its status.</summary>
    public static IEnumerable<string> OfTenant(Snapshot snapshot, CrashedTenant tenant, string ready, params string[] namespaces)
    {
        foreach (var complaint in namespaces.SelectMany(ns => OfNamespace(snapshot, tenant, ns)).Concat(Blueprint.TenantAccess(tenant.Parsed, namespaces, []).SelectMany(d => OfObject(snapshot, d))))
            yield return complaint;
        foreach (var complaint in Elsewhere(snapshot, tenant, namespaces, ["ClusterRole", "ClusterRoleBinding"]))
            yield return complaint;
        var status = snapshot.Find("Tenant", "", tenant.Name)?["status"];
        var condition = status?["conditions"]?.AsArray().FirstOrDefault(c => c!["type"]!.ToString() == "Ready");
        if (condition?["reason"]?.ToString() != ready)
            yield return $"Tenant {tenant.Name}: Ready is for the reason {condition?["reason"]}, not {ready}: {condition?["message"]}";
        var told = (status?["namespaces"]?.AsArray() ?? []).Where(n => n!["ready"]!.GetValue<bool>()).Select(n => n!["name"]!.ToString());
        if (!told.Order(StringComparer.Ordinal).SequenceEqual(namespaces.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            yield return $"Tenant {tenant.Name}: tells of the ready namespaces {string.Join(", ", told)}, not {string.Join(", ", namespaces)}";
    }

    /// <summary>Of a tenant that went: nothing is left but the namespaces that were to be retained, and these are whole.</summary>
    public static IEnumerable<string> OfGone(Snapshot snapshot, CrashedTenant tenant, params string[] retained)
    {
        if (snapshot.Find("Tenant", "", tenant.Name) is not null)
            yield return $"Tenant {tenant.Name} is there";
        foreach (var complaint in Elsewhere(snapshot, tenant, retained, []).Concat(retained.SelectMany(ns => OfNamespace(snapshot, tenant, ns))))
            yield return complaint;
    }

    private static IEnumerable<string> OfNamespace(Snapshot snapshot, CrashedTenant tenant, string name)
    {
        if (snapshot.Find("Namespace", "", name) is not { } stored)
            return [$"Namespace {name} is not there"];
        if (stored["metadata"]!["deletionTimestamp"] is not null || stored["metadata"]!["finalizers"] is not null)
            return [$"Namespace {name} is being deleted, or has finalizers: {stored["metadata"]!.ToJsonString()}"];
        var facts = new NamespaceFacts(name, Snapshot.LabelsOf(stored));
        var desired = Blueprint.InNamespace(tenant.Parsed, facts, new());
        var surplus = snapshot.All.Where(o => o.Key.Namespace == name && o.Key.Name.StartsWith(Labels.ManagedNamePrefix, StringComparison.Ordinal))
            .Where(o => desired.All(d => (d.Type.Kind, d.Name) != (o.Key.Kind, o.Key.Name)))
            .Select(o => $"{o.Key} is left over");
        IEnumerable<string> work = snapshot.Find("ConfigMap", name, "work") is null ? [$"the work in {name} is gone"] : [];
        return [.. OfLabels(Blueprint.Namespace(tenant.Parsed, facts).Body, stored), .. surplus, .. work, .. desired.SelectMany(d => OfObject(snapshot, d))];
    }

    private static IEnumerable<string> OfLabels(JsonObject desired, JsonNode stored)
    {
        string[] wanted = Of(Snapshot.LabelsOf(desired)), there = Of(Snapshot.LabelsOf(stored));
        if (!wanted.SequenceEqual(there, StringComparer.Ordinal))
            yield return $"Namespace {stored["metadata"]!["name"]}: has the labels {string.Join(", ", there)}, not {string.Join(", ", wanted)}";

        static string[] Of(Dictionary<string, string> labels) =>
            [.. labels.Where(l => !NotOfTheTenant.Contains(l.Key, StringComparer.Ordinal)).Select(l => $"{l.Key}={l.Value}").Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> OfObject(Snapshot snapshot, DesiredObject desired)
    {
        if (snapshot.Find(desired.Type.Kind, desired.Namespace ?? "", desired.Name) is not { } stored)
            return [$"{desired.Type.Kind} {desired.Namespace}/{desired.Name} is not there"];
        return desired.Body.Where(f => f.Key is not ("metadata" or "apiVersion" or "kind") && !JsonNode.DeepEquals(f.Value, stored[f.Key]))
            .Select(f => $"{desired.Type.Kind} {desired.Namespace}/{desired.Name}: {f.Key} is {stored[f.Key]?.ToJsonString()}, not {f.Value?.ToJsonString()}")
            .Concat(Snapshot.TenantOf(stored) == Snapshot.TenantOf(desired.Body) ? [] : [$"{desired.Type.Kind} {desired.Namespace}/{desired.Name} is of tenant {Snapshot.TenantOf(stored)}"]);
    }

    // What carries the tenant's label where nothing of the tenant is to be.
    private static IEnumerable<string> Elsewhere(Snapshot snapshot, CrashedTenant tenant, string[] namespaces, string[] kinds) =>
        snapshot.All.Where(o => Snapshot.TenantOf(o.Object) == tenant.Name && !kinds.Contains(o.Key.Kind, StringComparer.Ordinal)
                && !namespaces.Contains(o.Key.Kind == "Namespace" ? o.Key.Name : o.Key.Namespace, StringComparer.Ordinal))
            .Select(o => $"{o.Key} is of tenant {tenant.Name}, and should not be");
}
