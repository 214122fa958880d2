namespace TenantOperator.Audit;

/// <summary>
/// What is to be looked at, and when. Namespaces that are due by the hundred (a class changed) become one look at the whole cluster: it costs a
/// page for 500 objects, where a namespace costs one for each kind.
/// </summary>
internal sealed class Agenda(AuditSettings settings, TimeProvider time, Random random)
{
    /// <summary>More namespaces than these are not looked at one by one.</summary>
    public const int MostSingle = 20;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    // Who changes a class changes it again; and looks at the whole that follow on each other would be one long one.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(15);

    // Namespaces that are made by the hundred go on being made, for minutes: one look when that is over confirms them, and a look every quarter of a minute
    // would read all of them again and again.
    private static readonly TimeSpan CalmTime = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimeSpan> _due = new(StringComparer.Ordinal);
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _sweep = FirstLook * (1 + random.NextDouble());

    // Since the beginning, whatever is done to the time of day: a clock that is set back must not stop the audit until it is where it was.
    private TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Makes a namespace due; one that is due earlier stays so.</summary>
    public void Add(string ns, TimeSpan after)
    {
        lock (_gate)
        {
            var at = Now + after;
            // What is in no hurry the look at the whole sees, if that comes first.
            if (after > SettleTime && _sweep <= Now + CalmTime)
                return;
            if (_due.TryGetValue(ns, out var known) && known <= at)
                return;
            _due[ns] = at;
            if (_due.Count > MostSingle)
                SweepInstead();
        }
    }

    /// <summary>Takes a namespace that is due; null when none is.</summary>
    public string? TakeNamespace()
    {
        lock (_gate)
        {
            var now = Now;
            foreach (var (ns, at) in _due)
            {
                if (at <= now)
                {
                    _due.Remove(ns);
                    return ns;
                }
            }

            return null;
        }
    }

    /// <summary>Takes the look at the whole cluster, if it is due; the next one is due after the interval.</summary>
    public bool TakeSweep()
    {
        lock (_gate)
        {
            if (_sweep > Now)
                return false;
            _sweep = Now + settings.Interval * (0.9 + 0.2 * random.NextDouble());
            return true;
        }
    }

    /// <summary>Whether a namespace will be looked at by itself.</summary>
    public bool Holds(string ns)
    {
        lock (_gate)
        {
            return _due.ContainsKey(ns);
        }
    }

    /// <summary>Makes the look at the whole cluster due earlier: it failed, or would be cheaper than many small ones.</summary>
    public void SweepAfter(TimeSpan delay)
    {
        lock (_gate)
        {
            var at = Now + delay;
            if (at < _sweep)
                _sweep = at;
        }
    }

    // Soon when one of them is in a hurry.
    private void SweepInstead()
    {
        var soon = Now + SettleTime;
        var at = _due.Values.Any(due => due <= soon) ? soon : Now + CalmTime;
        _due.Clear();
        if (at < _sweep)
            _sweep = at;
    }
}
