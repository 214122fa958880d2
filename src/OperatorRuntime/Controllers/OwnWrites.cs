using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace OperatorRuntime;

/// <summary>
/// Remembers what each key wrote, so that it is not reconciled from a cache that does not show its own writes yet (the idea of
/// KEP-5647). Versions compare as numbers (KEP-5505); one that is no number is not waited for.
/// </summary>
public sealed class OwnWrites(RuntimeServices? services = null)
{
    /// <summary>
    /// A write of which a watch shows nothing (a selector hides it) is overtaken by the next bookmark, within a minute. Beyond two
    /// something else is wrong, and standing still would not mend it.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly TimeProvider time = services?.Time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<NamespacedName, Dictionary<ResourceType, Write>> writes = new();

    /// <summary>Remembers a write made while <paramref name="key"/> was reconciled.</summary>
    /// <param name="resourceVersion">What the server answered.</param>
    public void Record(NamespacedName key, ResourceType type, string resourceVersion)
    {
        if (!ulong.TryParse(resourceVersion, out var version))
        {
            return;
        }
        var ofKey = writes.GetOrAdd(key, _ => []);
        lock (ofKey)
        {
            var latest = ofKey.TryGetValue(type, out var known) && known.Version > version ? known.Version : version;
            ofKey[type] = new Write(latest, time.GetTimestamp());
            // In case it was forgotten between the look-up and the lock.
            writes[key] = ofKey;
        }
    }

    /// <summary>Whether the caches show all that <paramref name="key"/> wrote.</summary>
    /// <param name="lastSeen">The resourceVersion up to which the informer of a kind has seen; empty when there is none.</param>
    public bool AreSeen(NamespacedName key, Func<ResourceType, string> lastSeen)
    {
        if (!writes.TryGetValue(key, out var ofKey))
        {
            return true;
        }
        lock (ofKey)
        {
            foreach (var (type, write) in ofKey.ToArray())
            {
                if (!ulong.TryParse(lastSeen(type), out var seen) || seen >= write.Version || time.GetElapsedTime(write.At) > LongestWait)
                {
                    ofKey.Remove(type);
                }
            }
            if (ofKey.Count == 0)
            {
                writes.TryRemove(key, out _);
            }
            return ofKey.Count == 0;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Write(ulong Version, long At);
}
