using System.Collections.Concurrent;

namespace Benchmarks.Clusters;

/// <summary>How the requests of a storm ended.</summary>
internal sealed class StormCount
{
    private int made;
    private int deleted;
    private int refused;
    private int letThrough;
    private int conflicts;

    /// <summary>Objects that were made and might be.</summary>
    public int Made => made;

    public int Deleted => deleted;

    /// <summary>Forbidden objects that were refused.</summary>
    public int Refused => refused;

    /// <summary>Forbidden objects that were made.</summary>
    public int LetThrough => letThrough;

    /// <summary>How often the API server's own quota admission gave up, and the client tried again.</summary>
    public int Conflicts => conflicts;

    /// <summary>What failed, and how often.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    public void Make() => Interlocked.Increment(ref made);

    public void Delete() => Interlocked.Increment(ref deleted);

    public void Refuse() => Interlocked.Increment(ref refused);

    public void LetThroughOne() => Interlocked.Increment(ref letThrough);

    public void Conflict() => Interlocked.Increment(ref conflicts);

    public void Fail(string what) => Failures.AddOrUpdate(what.Length > 200 ? what[..200] : what, 1, (_, n) => n + 1);
}
