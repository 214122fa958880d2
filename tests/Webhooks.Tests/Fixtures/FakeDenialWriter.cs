using OperatorRuntime;
using Webhooks.Denials;

namespace Webhooks.Tests.Fixtures;

/// <summary>Events as an API server would have them, in memory.</summary>
internal sealed class FakeDenialWriter : IDenialWriter
{
    private readonly Lock gate = new();
    private readonly Dictionary<SentEvent, (ObjectReference About, int Count, string Message)> stored = [];
    private int writes;

    /// <summary>What every write fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How many writes came through.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>The events, as kubectl would list them: count, object, message.</summary>
    public IReadOnlyList<string> Listed
    {
        get
        {
            lock (gate)
                return [.. stored.Values.Select(e => $"{e.Count} {e.About.Type.Kind} {e.About.Key} {e.Message}")];
        }
    }

    /// <summary>The objects that events are on.</summary>
    public IReadOnlyList<ObjectReference> Objects
    {
        get
        {
            lock (gate)
                return [.. stored.Values.Select(e => e.About)];
        }
    }

    public Task WriteAsync(ObjectReference about, SentEvent sent, DateTimeOffset at, CancellationToken cancellation)
    {
        if (Failure is { } failure)
            throw failure;
        lock (gate)
            stored[sent] = (about, sent.Count, sent.Message);
        Interlocked.Increment(ref writes);
        return Task.CompletedTask;
    }

    /// <summary>Waits until there are so many events; fails the test after ten seconds.</summary>
    public async Task<IReadOnlyList<string>> ListedAsync(int events)
    {
        for (var i = 0; i < 1000 && Listed.Count < events; i++)
            await Task.Delay(10);
        Assert.Equal(events, Listed.Count);
        return Listed;
    }
}
