using OperatorRuntime;
using Tenancy.Audit;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;
using TenantOperator.Controllers.Volumes;

namespace TenantOperator.Audit;

/// <summary>
/// Looks at what is stored, in one loop at a bounded pace: at single namespaces when something happened to them, at the whole cluster now and then, and again
/// at what breaks rules, so that what is mended leaves the report. It reads and never writes; what it finds goes into the Tenants' statuses.
/// </summary>
internal sealed class AuditLoop(
    ClusterCaches caches, HostConflicts hosts, VolumeCache volumes, AuditPolicies policies, ClusterClasses classes, AuditReader reader, AuditResults results, AuditEvents events,
    Agenda agenda, AuditSettings settings, AuditMetrics metrics, TimeProvider time, ILogger<AuditLoop> log)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NamespaceRetry = TimeSpan.FromSeconds(15);

    private static readonly Func<Task> NothingMeanwhile = () => Task.CompletedTask;

    private int _failures;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
                await Task.Delay(await DoesStepAsync(cancellation) ? TimeSpan.Zero : Tick, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    // The walls do not wait for the audit: a defect here must not end the process.
    private async Task<bool> DoesStepAsync(CancellationToken cancellation)
    {
        try
        {
            return await StepAsync(cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            log.Defect(e);
            await Task.Delay(FirstRetry, time, cancellation);
            return false;
        }
    }

    /// <summary>Does what is due next.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (agenda.TakeNamespace() is { } ns)
            await LookAtAsync(ns, AuditedKinds.All, cancellation);
        else if (agenda.TakeSweep())
            await SweepAsync(cancellation);
        else if (ToRecheck() is { } again)
            await LookAtAsync(again, [.. AuditedKinds.All.Where(results.Of(again)!.ByKind.ContainsKey)], cancellation);
        else
            return false;
        return true;
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        var begun = time.GetUtcNow();
        try
        {
            var facts = await FactsAsync(cancellation);
            var found = new Dictionary<string, Dictionary<AuditedKind, Findings>>(StringComparer.Ordinal);
            foreach (var kind in AuditedKinds.All)
                foreach (var (ns, findings) in await reader.ReadAsync(kind, null, facts, () => WhatCannotWaitAsync(cancellation), cancellation))
                    Of(found, ns)[kind] = findings;
            Keep(found, begun);
            _failures = 0;
            metrics.Swept(time.GetUtcNow());
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException)
        {
            var delay = Shorter(FirstRetry * Math.Pow(2, Math.Min(_failures++, 10)), settings.Interval);
            metrics.SweepFailed();
            log.SweepFailed(e.Message, delay);
            agenda.SweepAfter(delay);
        }
    }

    private async Task WhatCannotWaitAsync(CancellationToken cancellation)
    {
        while (agenda.TakeNamespace() is { } ns)
            await LookAtAsync(ns, AuditedKinds.All, cancellation);
    }

    private void Keep(Dictionary<string, Dictionary<AuditedKind, Findings>> found, DateTimeOffset begun)
    {
        var count = 0;
        foreach (var ns in caches.Namespaces.Store.All)
        {
            count++;
            // Looked at by itself meanwhile, or about to be: that look knows better. One that is still to come was made before the clock was set back.
            if (ns.Value.Terminating || agenda.Holds(ns.Key.Name) || !policies.Has(ns.Value.Tenant) || results.Of(ns.Key.Name) is { } known && known.At >= begun && known.At <= time.GetUtcNow())
                continue;
            Keep(ns, found.GetValueOrDefault(ns.Key.Name) ?? NamespaceAudit.Nothing, begun);
        }

        log.Swept(count, found.Count);
    }

    private async Task LookAtAsync(string ns, IReadOnlyList<AuditedKind> kinds, CancellationToken cancellation)
    {
        if (!caches.Namespaces.Store.TryGet(NamespacedName.Cluster(ns), out var entity) || entity.Value.Terminating || !policies.Has(entity.Value.Tenant))
        {
            // There is nothing to hold it to: what was found is no finding any more, and the stored status says what it said.
            results.Forget(ns);
            return;
        }

        try
        {
            var begun = time.GetUtcNow();
            var facts = await FactsAsync(cancellation);
            var found = new Dictionary<AuditedKind, Findings>();
            foreach (var kind in kinds)
                if ((await reader.ReadAsync(kind, ns, facts, NothingMeanwhile, cancellation)).GetValueOrDefault(ns) is { } findings)
                    found[kind] = findings;
            Keep(entity, found, begun);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException)
        {
            log.NamespaceFailed(ns, e.Message);
            // What was found before stays; it has to wait its turn again.
            if (results.Of(ns) is { } known)
                results.Set(ns, known with { At = time.GetUtcNow() });
            agenda.Add(ns, NamespaceRetry);
        }
    }

    private void Keep(Entity<NamespaceEntry> ns, IReadOnlyDictionary<AuditedKind, Findings> found, DateTimeOffset at)
    {
        var audit = new NamespaceAudit(ns.Value.Tenant, found.Count == 0 ? NamespaceAudit.Nothing : found, at);
        var before = results.Of(ns.Key.Name) is { } known && known.Tenant == audit.Tenant ? known.Whole() : null;
        if (found.Count > 0)
            events.Tell(audit.Tenant, audit.Whole(), rule => before?.ByRule.ContainsKey(rule) ?? IsTold(audit.Tenant, rule, ns.Key.Name));
        foreach (var findings in found.Values)
            findings.ForgetProblems();
        results.Set(ns.Key.Name, audit);
    }

    private bool IsTold(string tenant, string rule, string ns) =>
        caches.Tenants.Store.TryGet(NamespacedName.Cluster(tenant), out var entity) && AuditReport.IsTold(entity.Value.Status, rule, ns);

    // The one that has waited longest; a look takes seconds at the usual pace, so that one follows on another without a burst.
    private string? ToRecheck()
    {
        var longest = results.All.Where(r => r.Value.ByKind.Count > 0).OrderBy(r => r.Value.At).Select(r => ((string Name, DateTimeOffset At)?)(r.Key, r.Value.At)).FirstOrDefault();
        return longest is { } found && found.At + settings.Recheck <= time.GetUtcNow() ? found.Name : null;
    }

    private async Task<AuditFacts> FactsAsync(CancellationToken cancellation) => new(caches, hosts, volumes, policies, await classes.ReadAsync(cancellation));

    private static Dictionary<AuditedKind, Findings> Of(Dictionary<string, Dictionary<AuditedKind, Findings>> all, string ns)
    {
        if (!all.TryGetValue(ns, out var found))
            all[ns] = found = [];
        return found;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
