using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Webhooks.Index;

/// <summary>Which pods have the platform label, by namespace.</summary>
internal sealed class PlatformPods
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> byNamespace = new(StringComparer.Ordinal);

    public bool Contains(string namespaceName, string podName) => byNamespace.TryGetValue(namespaceName, out var pods) && pods.Contains(podName);

    public bool AreIn(string namespaceName) => byNamespace.ContainsKey(namespaceName);

    // Written by one feed alone, so that what is read here is what is replaced.
    public void Put(string namespaceName, string podName) =>
        byNamespace[namespaceName] = byNamespace.GetValueOrDefault(namespaceName, ImmutableHashSet.Create<string>(StringComparer.Ordinal)).Add(podName);

    public void Remove(string namespaceName, string podName)
    {
        if (!byNamespace.TryGetValue(namespaceName, out var pods))
            return;
        if (pods.Remove(podName) is { Count: > 0 } rest)
            byNamespace[namespaceName] = rest;
        else
            byNamespace.TryRemove(namespaceName, out _);
    }
}
