using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tenancy.Hosts;

/// <summary>
/// Whose a host is. Reads take no lock and cost the same with one tenant as with ten thousand: two look-ups, since a name overlaps itself
/// and the wildcard over it, and a wildcard itself and the names under it. A change costs by the tenant's own hosts.
/// All hosts are canonical (<see cref="Objects.HostName"/>); a wildcard covers one label, so <c>*.example</c> and <c>*.a.example</c> do not overlap.
/// </summary>
public sealed class HostOwners
{
    private readonly Lock writing = new();
    private readonly Dictionary<string, HostClaim[]> claims = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ClaimedDomain> domains = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ClaimedDomain>.AlternateLookup<ReadOnlySpan<char>> domainsOf;

    /// <summary>Nobody owns anything yet.</summary>
    public HostOwners() => domainsOf = domains.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The claim of the oldest tenant whose hosts overlap this one; null when there is none.</summary>
    public HostClaim? OwnerOf(ReadOnlySpan<char> host)
    {
        var (same, other) = Overlapping(host);
        return same.Min is not { } first ? other.Min : other.Min is { } second && OlderFirst.Order.Compare(second, first) < 0 ? second : first;
    }

    /// <summary>The claims of other tenants that overlap a host, those of each kind with the oldest first.</summary>
    public IEnumerable<HostClaim> ClaimsOfOthers(string host, string tenant)
    {
        var (same, other) = Overlapping(host);
        return same.Concat(other).Where(c => !string.Equals(c.Tenant, tenant, StringComparison.Ordinal));
    }

    /// <summary>A tenant's hosts, in place of what it had before.</summary>
    public void Put(string tenant, DateTimeOffset created, IEnumerable<string> hosts)
    {
        HostClaim[] now = [.. hosts.Distinct(StringComparer.Ordinal).Select(h => new HostClaim(h, tenant, created))];
        lock (writing)
        {
            var before = claims.GetValueOrDefault(tenant) ?? [];
            // What is new comes first: a host that stays is without its owner at no moment.
            foreach (var claim in now.Except(before))
                Change(claim, (set, c) => set.Add(c));
            foreach (var claim in before.Except(now))
                Change(claim, (set, c) => set.Remove(c));
            if (now.Length > 0)
                claims[tenant] = now;
            else
                claims.Remove(tenant);
        }
    }

    /// <summary>A tenant that is no more.</summary>
    public void Remove(string tenant) => Put(tenant, default, []);

    private static bool IsWildcard(ReadOnlySpan<char> host) => host.StartsWith("*.");

    private static ReadOnlySpan<char> Parent(ReadOnlySpan<char> host) => host.IndexOf('.') is >= 0 and var dot ? host[(dot + 1)..] : default;

    private (ImmutableSortedSet<HostClaim> Same, ImmutableSortedSet<HostClaim> Other) Overlapping(ReadOnlySpan<char> host)
    {
        var parent = Domain(Parent(host));
        return IsWildcard(host) ? (parent.Wildcard, parent.Below) : (Domain(host).Name, parent.Wildcard);
    }

    private ClaimedDomain Domain(ReadOnlySpan<char> name) => domainsOf.TryGetValue(name, out var domain) ? domain : ClaimedDomain.Unclaimed;

    private void Change(HostClaim claim, Func<ImmutableSortedSet<HostClaim>, HostClaim, ImmutableSortedSet<HostClaim>> change)
    {
        var parent = Parent(claim.Host).ToString();
        if (IsWildcard(claim.Host))
        {
            Replace(parent, d => d with { Wildcard = change(d.Wildcard, claim) });
            return;
        }
        Replace(claim.Host, d => d with { Name = change(d.Name, claim) });
        Replace(parent, d => d with { Below = change(d.Below, claim) });
    }

    private void Replace(string name, Func<ClaimedDomain, ClaimedDomain> change)
    {
        var changed = change(Domain(name));
        if (changed.IsUnclaimed)
            domains.TryRemove(name, out _);
        else
            domains[name] = changed;
    }
}
