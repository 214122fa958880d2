using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Policies;
using TenantOperator.Audit;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>Writes a Tenant's status: once at the end of a reconciliation, and only when it says something new.</summary>
internal sealed class TenantStatusReport(
    ClusterCaches caches, NamespaceReports reports, AuditResults audits, StatusWriter writer, ManagedObjects objects, EventRecorder events, ProgressPace pace, TimeProvider time)
{
    /// <summary>The field manager of the status.</summary>
    public const string FieldManager = "tenant-operator-status";

    // etcd takes 1.5 MB, and a status is sent with each change of the Tenant.
    private const int LargestPolicy = 64 * 1024;

    /// <summary>Writes what was found.</summary>
    /// <returns>When to come again to tell of progress; null when there is nothing to wait for.</returns>
    public async Task<TimeSpan?> WriteAsync(TenantScope scope, CancellationToken cancellation)
    {
        var namespaces = reports.Of(scope.Entity, scope.Effective, scope.Made);

        // Just started: until every namespace was looked at once, the stored status knows better.
        if (scope.Obstacles.Count == 0 && namespaces.Any(n => n.Progress == Progress.Unknown))
            return null;

        var pending = namespaces.Any(n => n.Progress == Progress.Pending);
        if (!pending)
            pace.Settle(scope.Name);
        else if (scope.Obstacles.Count == 0 && pace.Wait(scope.Name) is { } wait)
            return wait;

        var ready = TenantConditions.NamespacesReady(namespaces);
        await WriteAsync(scope.Entity, scope.Effective, namespaces, [TenantConditions.Ready(scope.Obstacles, ready), ready, TenantConditions.Suspended(scope.Tenant.Spec.Suspended is true), TenantConditions.HostsConflict(scope.HostConflicts), .. TenantConditions.OfClass(scope.Effective), .. TenantConditions.OfMembers(MissingRoles(scope.Tenant))], cancellation);
        return null;
    }

    /// <summary>Says that the spec is invalid, and with what.</summary>
    public Task WriteInvalidAsync(Entity<TenantEntry> entity, Effective effective, IReadOnlyList<string> errors, CancellationToken cancellation)
    {
        var message = $"the spec is invalid, what stands is kept as it is: {string.Join("; ", errors)}";
        var reason = effective.Missing is null ? "InvalidSpec" : "ClassMissing";
        // Nothing of it is under way.
        NamespaceReport[] kept = [.. reports.Of(entity, effective, []).Select(r => r with { Progress = Progress.Done })];
        return WriteAsync(entity, effective, kept, [new("Ready", false, reason, message), .. TenantConditions.OfClass(effective)], cancellation);
    }

    /// <summary>Says what a deletion waits for.</summary>
    public Task WriteDeletingAsync(Entity<TenantEntry> entity, IReadOnlyList<Entity<NamespaceEntry>> going, CancellationToken cancellation)
    {
        var names = going.Select(n => n.Value.Remaining is { } remaining ? $"{n.Key.Name} ({remaining})" : n.Key.Name);
        var message = $"waits until these namespaces are gone: {Enumeration.Of(names)}";
        var effective = caches.Effective.Of(entity.Value);
        return WriteAsync(entity, effective, reports.Of(entity, effective, []), [new("Ready", false, "Deleting", message)], cancellation);
    }

    private async Task WriteAsync(
        Entity<TenantEntry> entity, Effective effective, IReadOnlyList<NamespaceReport> namespaces, IReadOnlyList<TenantCondition> conditions, CancellationToken cancellation)
    {
        var (stored, generation) = (entity.Value.Status, entity.Value.Generation);
        var audit = AuditReport.From(audits, entity, namespaces);
        var limit = effective.Tenant?.Spec.Namespaces?.Limit ?? NamespacesPolicy.DefaultLimit;
        conditions = [.. conditions, .. TenantConditions.OfLimit(namespaces.Count, limit), audit.Compliant];
        var body = new JsonObject
        {
            ["observedGeneration"] = generation,
            ["conditions"] = Conditions.Merge(Stored(stored), conditions.Select(c => c.At(generation)), time.GetUtcNow()),
            ["className"] = effective.Class?.Class.Metadata.Name,
            ["classRevision"] = ReachedBy(effective, namespaces),
            ["effectivePolicy"] = Policy(effective),
            ["namespaceCount"] = namespaces.Count,
            ["namespaceSummary"] = $"{namespaces.Count}/{limit}",
            ["ownerSummary"] = Enumeration.Of((entity.Value.Tenant?.Spec.Owners ?? []).Select(o => o.Name)),
            ["namespaces"] = new JsonArray([.. namespaces.Select(n => Entry(n, audit.Of(n.Name)))]),
            ["violations"] = audit.Violations,
        };
        foreach (var unset in body.Where(p => p.Value is null).Select(p => p.Key).ToArray())
            body.Remove(unset);
        if (await writer.WriteAsync(Kinds.Tenant, entity.Key, body, stored, cancellation) is not { } version)
            return;
        objects.Remember(entity.Key, Kinds.Tenant, version);
        Tell(entity, conditions[0]);
        TellOfSuspension(entity, conditions);
        TellOfAudit(entity, audit.Compliant);
        // These say that something is wrong and leave the tenant ready: nobody who waits for that sees them.
        foreach (var trouble in conditions.Where(c => c.Type is "SectionLocked" or "MemberRoleMissing" or "NamespaceLimitReached" && !SaysAlready(Stored(stored), c)))
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Warning, trouble.Reason, trouble.Message);
        foreach (var (reason, message) in TenantNews.Of(stored, effective, namespaces, OwnerOf))
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Normal, reason, message);
    }

    private string? OwnerOf(string ns) => caches.Namespaces.Store.TryGet(NamespacedName.Cluster(ns), out var found) ? found.Value.Tenant : null;

    private string[] MissingRoles(Tenant tenant) =>
    [
        .. (tenant.Spec.Members ?? []).Select(m => m.Role).Distinct(StringComparer.Ordinal)
            .Where(role => caches.MemberRoles.TryGetValue(role, out var informer) && informer.Store.Count == 0),
    ];

    // A namespace that is behind keeps what is stored: the class has reached the tenant when it has reached all.
    private static string? ReachedBy(Effective effective, IReadOnlyList<NamespaceReport> namespaces) =>
        namespaces.Any(n => n.Progress == Progress.Pending) ? NamespaceReports.StoredRevision(effective.Entry.Status) : effective.Class?.Revision;

    private static JsonNode? Policy(Effective effective)
    {
        if (effective.Tenant is not { } tenant)
            return null;
        var spec = JsonSerializer.SerializeToNode(tenant.Spec, TenantJson.Default.TenantSpec)!.AsObject();
        foreach (var own in spec.Select(p => p.Key).Where(name => !EffectiveTenant.Sections.Contains(name, StringComparer.Ordinal)).ToArray())
            spec.Remove(own);
        return spec.ToJsonString().Length <= LargestPolicy ? spec : null;
    }

    // An event for each new state of Ready; the recorder aggregates what repeats.
    private void Tell(Entity<TenantEntry> entity, TenantCondition ready)
    {
        if (!SaysAlready(Stored(entity.Value.Status), ready))
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), ready.IsTrouble ? EventType.Warning : EventType.Normal, ready.Reason, ready.Message);
    }

    // That a tenant is not suspended is news for one that was.
    private void TellOfSuspension(Entity<TenantEntry> entity, IReadOnlyList<TenantCondition> conditions)
    {
        if (conditions.FirstOrDefault(c => c.Type == "Suspended") is not { } now || SaysAlready(Stored(entity.Value.Status), now))
            return;
        var was = SaysAlready(Stored(entity.Value.Status), TenantConditions.Suspended(true));
        if (now.Holds || was)
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Normal, now.Holds ? now.Reason : "SuspensionLifted", now.Message);
    }

    // That nothing is left to mend is news where something was.
    private void TellOfAudit(Entity<TenantEntry> entity, TenantCondition now)
    {
        if (now.IsUnknown || SaysAlready(Stored(entity.Value.Status), now))
            return;
        if (!now.Holds)
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Warning, now.Reason, now.Message);
        else if (Stored(entity.Value.Status) is { } stored && stored.EnumerateArray().Any(c => Is(c, "type", now.Type) && Is(c, "status", "False")))
            events.Record(new(Kinds.Tenant, entity.Key, entity.Uid), EventType.Normal, "ViolationsGone", now.Message);
    }

    private static bool SaysAlready(JsonElement? conditions, TenantCondition wanted) =>
        conditions is { } list && list.EnumerateArray().Any(c => Is(c, "type", wanted.Type) && Is(c, "reason", wanted.Reason) && Is(c, "message", wanted.Message));

    private static bool Is(JsonElement condition, string name, string value) => condition.TryGetProperty(name, out var found) && found.ValueEquals(value);

    private static JsonElement? Stored(JsonElement? status) =>
        status is { } s && s.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Array ? conditions : null;

    private static JsonObject Entry(NamespaceReport report, int? violations)
    {
        var entry = new JsonObject
        {
            ["name"] = report.Name,
            ["phase"] = report.Terminating ? "Terminating" : "Active",
            ["ready"] = report.Ready,
            ["origin"] = report.Origin.ToString(),
        };
        if (violations is { } count)
            entry["violations"] = count;
        return entry;
    }
}
