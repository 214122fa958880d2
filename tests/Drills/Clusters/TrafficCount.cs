using System.Diagnostics;

namespace Drills.Clusters;

/// <summary>How people's requests ended.</summary>
internal sealed class TrafficCount
{
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private TimeSpan lastGood;
    private TimeSpan longestGap;

    /// <summary>Allowed in a tenant, and done.</summary>
    public int Done { get; private set; }

    /// <summary>Allowed in a tenant, and failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Forbidden, and refused by a rule.</summary>
    public int Refused { get; private set; }

    /// <summary>Forbidden, and refused because nobody could be asked, or not sent on at all.</summary>
    public int RefusedUnasked { get; private set; }

    /// <summary>Forbidden, and done.</summary>
    public int LetThrough { get; private set; }

    /// <summary>Outside of tenants, and done.</summary>
    public int PlatformDone { get; private set; }

    /// <summary>Outside of tenants, and failed.</summary>
    public int PlatformFailed { get; private set; }

    /// <summary>The longest time in which no allowed request of a tenant was done.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            lock (gate)
                return Longer(longestGap, clock.Elapsed - lastGood);
        }
    }

    /// <summary>What allowed requests failed of, the most frequent first.</summary>
    public IReadOnlyList<(string Message, int Count)> Failures
    {
        get
        {
            lock (gate)
                return [.. failures.Select(f => (f.Key, f.Value)).OrderByDescending(f => f.Value)];
        }
    }

    /// <summary>An allowed request of a tenant has ended.</summary>
    /// <param name="failure">Why it failed; null when it did not.</param>
    public void Allowed(string? failure)
    {
        lock (gate)
        {
            if (failure is not null)
            {
                Failed++;
                Add(failure);
                return;
            }

            Done++;
            longestGap = Longer(longestGap, clock.Elapsed - lastGood);
            lastGood = clock.Elapsed;
        }
    }

    /// <summary>A forbidden request has ended.</summary>
    /// <param name="failure">Why it failed; null when it did not.</param>
    public void Forbidden(string? failure)
    {
        lock (gate)
        {
            if (failure is null)
                LetThrough++;
            else if (failure.Contains("denied the request", StringComparison.Ordinal))
                Refused++;
            else
                RefusedUnasked++;
        }
    }

    /// <summary>A request outside of tenants has ended.</summary>
    /// <param name="failure">Why it failed; null when it did not.</param>
    public void Platform(string? failure)
    {
        lock (gate)
        {
            if (failure is null)
            {
                PlatformDone++;
                return;
            }

            PlatformFailed++;
            Add($"outside of tenants: {failure}");
        }
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Add(string failure) => failures[failure] = failures.GetValueOrDefault(failure) + 1;
}
