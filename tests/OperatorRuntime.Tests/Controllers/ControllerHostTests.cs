using FakeApiServer;

namespace OperatorRuntime.Tests.Controllers;

public sealed class ControllerHostTests : IAsyncDisposable
{
    private readonly RuntimeServices services = new() { Time = new HastyTime() };
    private readonly CancellationTokenSource stop = new();
    private readonly Recorder metrics;
    private readonly WorkQueue<NamespacedName> queue;
    private Task host = Task.CompletedTask;

    public ControllerHostTests()
    {
        metrics = new Recorder(services.Metrics);
        queue = new WorkQueue<NamespacedName>("test", services);
    }

    private static NamespacedName Key(string name) => NamespacedName.Cluster(name);

    private ControllerHost Start(Func<NamespacedName, CancellationToken, Task<ReconciliationResult>> reconcile, ControllerOptions? options = null)
    {
        var controller = new ControllerHost("test", new Delegated(reconcile), queue, options, services);
        host = controller.RunAsync(stop.Token);
        return controller;
    }

    [Fact]
    public async Task A_failed_reconciliation_is_retried_until_it_succeeds()
    {
        var calls = 0;
        Start((_, _) => ++calls < 3 ? throw new ApiException(500, "InternalError", "no") : Task.FromResult(ReconciliationResult.Success));
        queue.Add(Key("a"));
        await ApiServer.EventuallyAsync(() => metrics["controller_runtime_reconcile_total", "success"] == 1, "success");

        Assert.Equal(3, calls);
        Assert.Equal(2, metrics["controller_runtime_reconcile_total", "error"]);
        Assert.Equal(2, metrics["controller_runtime_reconcile_errors_total"]);
        Assert.Equal(0, metrics["controller_runtime_reconcile_panics_total"]);
        Assert.Equal(2, metrics["workqueue_retries_total"]);
    }

    [Fact]
    public async Task A_defect_is_counted_as_a_panic_and_stops_nothing_else()
    {
        Start((key, _) => key.Name == "bad" ? throw new InvalidOperationException("defect") : Task.FromResult(ReconciliationResult.Success));
        queue.Add(Key("bad"));
        queue.Add(Key("good"));
        await ApiServer.EventuallyAsync(() => metrics["controller_runtime_reconcile_total", "success"] == 1, "the good key");
        await ApiServer.EventuallyAsync(() => metrics["controller_runtime_reconcile_panics_total"] > 1, "the bad key is retried");
    }

    [Fact]
    public async Task A_result_can_ask_for_another_time()
    {
        var calls = 0;
        Start((_, _) => Task.FromResult(++calls == 1 ? ReconciliationResult.RequeueAfter(TimeSpan.FromSeconds(2)) : ReconciliationResult.Success));
        queue.Add(Key("a"));
        await ApiServer.EventuallyAsync(() => calls == 2, "the second time");

        Assert.Equal(1, metrics["controller_runtime_reconcile_total", "requeue_after"]);
    }

    [Fact]
    public async Task Workers_reconcile_different_keys_at_the_same_time()
    {
        var together = new Barrier(3);
        Start((_, _) => Task.FromResult(together.SignalAndWait(TimeSpan.FromSeconds(10)) ? ReconciliationResult.Success : throw new TimeoutException()),
            new ControllerOptions { Workers = 3 });
        foreach (var name in new[] { "a", "b", "c" })
        {
            queue.Add(Key(name));
        }
        await ApiServer.EventuallyAsync(() => metrics["controller_runtime_reconcile_total", "success"] == 3, "all three met");
    }

    [Fact]
    public async Task A_stop_waits_for_the_reconciliation_under_way_and_takes_no_further_key()
    {
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        Start(async (_, _) =>
        {
            entered.TrySetResult();
            await leave.Task;
            return ReconciliationResult.Success;
        }, new ControllerOptions { Workers = 1 });
        queue.Add(Key("a"));
        await entered.Task;
        queue.Add(Key("b"));
        await stop.CancelAsync();
        Assert.False(host.IsCompleted);
        leave.SetResult();
        await host;

        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_reconciliation_that_does_not_end_is_abandoned_after_the_grace()
    {
        Start(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return ReconciliationResult.Success;
        }, new ControllerOptions { Grace = TimeSpan.FromSeconds(10) });
        queue.Add(Key("a"));
        await ApiServer.EventuallyAsync(() => metrics["controller_runtime_active_workers"] == 1, "it runs");
        await stop.CancelAsync();
        await host.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_key_whose_own_writes_the_caches_do_not_show_yet_is_not_reconciled()
    {
        var (calls, shown) = (0, false);
        Start((_, _) => Task.FromResult(++calls > 0 ? ReconciliationResult.Success : null!), new ControllerOptions { CachesShowOwnWrites = _ => Volatile.Read(ref shown) });
        queue.Add(Key("a"));
        await Task.Delay(30);
        Assert.Equal(0, calls);
        Volatile.Write(ref shown, true);
        await ApiServer.EventuallyAsync(() => calls == 1, "reconciled");
    }

    [Fact]
    public async Task The_resync_adds_every_key_again()
    {
        var calls = 0;
        Start((_, _) => Task.FromResult(Interlocked.Increment(ref calls) > 0 ? ReconciliationResult.Success : null!),
            new ControllerOptions { Resync = TimeSpan.FromSeconds(5), ResyncKeys = () => [Key("a"), Key("b")] });
        await ApiServer.EventuallyAsync(() => calls >= 4, "two rounds");
    }

    [Fact]
    public async Task A_hung_reconciliation_and_an_ended_host_beat_no_more()
    {
        var controller = Start((_, cancellation) => Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => ReconciliationResult.Success),
            new ControllerOptions { HangsAfter = TimeSpan.FromMilliseconds(20), Grace = TimeSpan.FromSeconds(1) });
        Assert.True(controller.Heartbeat.IsAlive);
        queue.Add(Key("a"));
        await ApiServer.EventuallyAsync(() => !controller.Heartbeat.IsAlive, "the hang is seen");
        await stop.CancelAsync();
        await host;
        Assert.False(controller.Heartbeat.IsAlive);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await host.WaitAsync(TimeSpan.FromSeconds(10));
        metrics.Dispose();
        stop.Dispose();
    }

    private sealed class Delegated(Func<NamespacedName, CancellationToken, Task<ReconciliationResult>> reconcile) : IEntityController
    {
        public Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation) => reconcile(key, cancellation);
    }
}
