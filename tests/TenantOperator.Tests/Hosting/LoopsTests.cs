using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class LoopsTests
{
    [Fact]
    public async Task Cancellation_ends_all_loops_in_peace()
    {
        using var stop = new CancellationTokenSource();
        var running = Loops.RunAsync([("a", Forever), ("b", Forever)], stop.Token);

        await stop.CancelAsync();

        await running;
    }

    [Fact]
    public async Task A_loop_that_dies_ends_the_others_and_is_named()
    {
        var others = new TaskCompletionSource();
        var dying = Loops.RunAsync([("steady", token => NoteEnd(token, others)), ("dying", _ => Task.FromException(new IOException("disk on fire")))], default);

        var e = await Assert.ThrowsAsync<LoopEndedException>(() => dying);

        Assert.Equal("loop dying has ended: disk on fire", e.Message);
        Assert.True(others.Task.IsCompleted);
    }

    [Fact]
    public async Task A_loop_that_just_returns_is_dead_too()
    {
        var e = await Assert.ThrowsAsync<LoopEndedException>(() => Loops.RunAsync([("steady", Forever), ("idle", _ => Task.CompletedTask)], default));

        Assert.Equal("loop idle has ended by itself", e.Message);
    }

    private static Task Forever(CancellationToken token) => Task.Delay(Timeout.Infinite, token);

    private static async Task NoteEnd(CancellationToken token, TaskCompletionSource ended)
    {
        try
        {
            await Forever(token);
        }
        finally
        {
            ended.SetResult();
        }
    }
}
