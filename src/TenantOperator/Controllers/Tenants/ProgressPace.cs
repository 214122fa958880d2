using System.Collections.Concurrent;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Holds back what the status says of work under way: a tenant of a hundred namespaces is mostly done in a second, and one
/// write for each namespace would cost more than the work.
/// </summary>
internal sealed class ProgressPace(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly long _began = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, TimeSpan> _next = new(StringComparer.Ordinal);

    /// <summary>How long to wait until progress may be told again; null: now.</summary>
    public TimeSpan? Wait(string tenant)
    {
        var now = time.GetElapsedTime(_began);
        var next = _next.GetOrAdd(tenant, now + Interval);
        if (now < next)
            return next - now;
        _next[tenant] = now + Interval;
        return null;
    }

    /// <summary>The work is done: whatever comes next begins anew.</summary>
    public void Settle(string tenant) => _next.TryRemove(tenant, out _);
}
