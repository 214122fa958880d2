using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Namespaces;

namespace TenantOperator.Controllers.Tenants;

/// <summary>Says of each of a tenant's namespaces how it is.</summary>
internal sealed class NamespaceReports(ClusterCaches caches, NamespaceOutcomes outcomes)
{
    /// <summary>The reports, by name; with the namespaces that were made a moment ago and are not cached yet.</summary>
    public IReadOnlyList<NamespaceReport> Of(Entity<TenantEntry> entity, Effective effective, IReadOnlyCollection<string> made)
    {
        var cached = caches.NamespacesOf(entity.Key.Name);
        var provisioned = TenantScope.ProvisionedBy(entity.Value.Tenant);
        var stored = StoredReady(entity.Value.Status);
        var reports = cached.Select(ns => Report(entity, effective, ns, stored, Origin(provisioned, ns))).Concat(
            made.Except(cached.Select(c => c.Key.Name), StringComparer.Ordinal)
                .Select(name => new NamespaceReport(name, false, false, NamespaceOrigin.Provisioned, Progress.Pending, null)));
        return [.. reports.OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private NamespaceReport Report(Entity<TenantEntry> entity, Effective effective, Entity<NamespaceEntry> ns, HashSet<string> stored, NamespaceOrigin origin)
    {
        var name = ns.Key.Name;
        if (ns.Value.Terminating)
            return new(name, true, false, origin, Progress.Done, null);
        var outcome = outcomes.Of(name);
        if (outcome?.Tenant == entity.Key.Name)
        {
            var progress = outcome.Revision.Covers(effective.Revision) ? Progress.Done : Progress.Pending;
            return new(name, false, outcome.Error is null, origin, progress, outcome.Error);
        }

        var known = new PolicyRevision(StoredGeneration(entity.Value.Status) ?? 0, StoredRevision(entity.Value.Status)).Covers(effective.Revision);
        return new(name, false, stored.Contains(name), origin, known ? Progress.Unknown : Progress.Pending, null);
    }

    private static NamespaceOrigin Origin(IReadOnlyDictionary<string, ProvisionedNamespace> provisioned, Entity<NamespaceEntry> ns) =>
        provisioned.ContainsKey(ns.Key.Name) ? NamespaceOrigin.Provisioned
        : ns.Value.SelfService ? NamespaceOrigin.SelfService
        : ns.Value.Made ? NamespaceOrigin.Retained : NamespaceOrigin.Adopted;

    private static long? StoredGeneration(JsonElement? status) =>
        status is { } s && s.TryGetProperty("observedGeneration", out var value) && value.TryGetInt64(out var generation) ? generation : null;

    /// <summary>The state of the class that the stored status says has reached the tenant; null when it says none.</summary>
    public static string? StoredRevision(JsonElement? status) =>
        status is { } s && s.TryGetProperty("classRevision", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Read once for all: a tenant may have a thousand namespaces.
    private static HashSet<string> StoredReady(JsonElement? status)
    {
        var ready = new HashSet<string>(StringComparer.Ordinal);
        if (status is not { } s || !s.TryGetProperty("namespaces", out var list) || list.ValueKind != JsonValueKind.Array)
            return ready;
        foreach (var ns in list.EnumerateArray())
        {
            if (ns.TryGetProperty("name", out var name) && name.GetString() is { } found && ns.TryGetProperty("ready", out var value) && value.ValueKind == JsonValueKind.True)
                ready.Add(found);
        }
        return ready;
    }
}
