namespace Benchmarks.HotPaths;

/// <summary>Something that is done for every request or every event.</summary>
/// <param name="Name">What, <c>room/name</c>.</param>
/// <param name="AllowedBytes">The most that it may allocate: what it does allocate, rounded up. Whoever raises one says why.</param>
/// <param name="Prepare">Makes what is run, with all that it needs ready.</param>
public sealed record HotPath(string Name, long AllowedBytes, Func<Action> Prepare)
{
    /// <summary>How many async methods it goes through: a debug build makes an object of the state of each.</summary>
    public int AsyncMethods { get; init; }

    // BenchmarkDotNet names a case by it.
    public override string ToString() => Name;

    /// <summary>The bytes that one run allocates. The least of many: until the runtime has compiled its own generic code once more, that boxes.</summary>
    public long Allocated()
    {
        var run = Prepare();
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 20; i++)
                run();
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
