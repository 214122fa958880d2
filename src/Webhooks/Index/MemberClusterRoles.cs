using System.Collections.Concurrent;

namespace Webhooks.Index;

/// <summary>The ClusterRoles that the platform lists for members: which of them are there, and which hold too much.</summary>
internal sealed class MemberClusterRoles
{
    private readonly ConcurrentDictionary<string, string> byName = new(StringComparer.Ordinal);

    /// <param name="name">The role.</param>
    /// <param name="tooWide">What it holds too much; empty when it is nothing.</param>
    public void Put(string name, string tooWide) => byName[name] = tooWide;

    public void Remove(string name) => byName.TryRemove(name, out _);

    /// <summary>What somebody who gives a role to members is to know; null when that is nothing.</summary>
    public string? Caution(string name) =>
        !byName.TryGetValue(name, out var tooWide) ? $"there is no ClusterRole \"{name}\": nobody has a right by it until it is made"
        : tooWide.Length > 0 ? $"ClusterRole \"{name}\" holds what can undo the tenant's walls, and owners may give it to others: {tooWide}"
        : null;
}
