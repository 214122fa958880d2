using System.Collections.Concurrent;
using System.Diagnostics;
using FakeApiServer;

namespace OperatorRuntime.Tests.Tracing;

public sealed class ReconciliationTraceTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;
    private readonly CancellationTokenSource stop = new();

    // Other tests are traced meanwhile, too.
    private readonly string name = $"traced-{Guid.NewGuid():N}";
    private Task host = Task.CompletedTask;

    public ReconciliationTraceTests()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == RuntimeTraces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    private IReadOnlyList<Activity> Own => [.. ended.Where(a => a.GetTagItem("reconcile.controller") as string == name)];

    [Fact]
    public async Task A_reconciliation_is_traced_with_controller_key_and_result()
    {
        Start(_ => Task.FromResult(ReconciliationResult.Success));
        await ApiServer.EventuallyAsync(() => Own.Count == 1, "the trace");

        Assert.Equal(("ns/a", "success", ActivityStatusCode.Unset), (Tag("reconcile.key"), Tag("reconcile.result"), Own[0].Status));
    }

    [Fact]
    public async Task A_failure_is_traced_by_its_kind_and_not_by_its_words()
    {
        Start(attempt => attempt == 0 ? throw new ApiException(422, "Invalid", "spec.secret: Invalid value: \"content\"") : Task.FromResult(ReconciliationResult.Success));
        await ApiServer.EventuallyAsync(() => Own.Count == 2, "both traces");

        Assert.Equal((ActivityStatusCode.Error, "422 Invalid", "error"), (Own[0].Status, Own[0].StatusDescription, Tag("reconcile.result")));
        Assert.All(Own, a => Assert.DoesNotContain("content", string.Join(' ', a.TagObjects.Select(t => t.Value))));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await host.WaitAsync(TimeSpan.FromSeconds(10));
        stop.Dispose();
        listener.Dispose();
    }

    private string? Tag(string key) => Own[0].GetTagItem(key) as string;

    private void Start(Func<int, Task<ReconciliationResult>> reconcile)
    {
        var services = new RuntimeServices { Time = new HastyTime() };
        var queue = new WorkQueue<NamespacedName>(name, services);
        host = new ControllerHost(name, new Controller(reconcile), queue, services: services).RunAsync(stop.Token);
        queue.Add(new("ns", "a"));
    }

    private sealed class Controller(Func<int, Task<ReconciliationResult>> reconcile) : IEntityController
    {
        private int calls;

        public Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation) => reconcile(calls++);
    }
}
