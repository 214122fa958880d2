using System.Diagnostics;
using FakeApiServer;

namespace OperatorRuntime.Tests.Informers;

public sealed class InformerTests : IAsyncLifetime
{
    private Cluster cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private async Task<Informer<string>> SyncedAsync(InformerOptions? options = null)
    {
        var informer = cluster.Watch(Cluster.Widgets, options);
        await informer.WaitForSyncAsync(cluster.Stopping);
        return informer;
    }

    [Fact]
    public async Task The_first_list_is_served_from_the_servers_cache_and_the_watch_starts_at_its_version()
    {
        cluster.PutWidget("a", "1");
        var informer = await SyncedAsync(new InformerOptions());
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 1, "a watch");

        Assert.Equal(["a=1"], informer.Store.All.Select(entity => $"{entity.Key.Name}={entity.Value}"));
        Assert.Equal("?resourceVersion=0&limit=500", cluster.Requests.Lists.Single().Query);
        var watch = cluster.Requests.Watches.Single().Query;
        Assert.Contains("allowWatchBookmarks=true", watch, StringComparison.Ordinal);
        Assert.Contains($"resourceVersion={cluster.Storage.Revision}", watch, StringComparison.Ordinal);
        Assert.Matches("timeoutSeconds=[345][0-9]{2}", watch);
    }

    [Fact]
    public async Task Subscribers_are_told_of_every_change_with_the_old_and_the_new_state()
    {
        var informer = await SyncedAsync();
        var changes = Cluster.Record(informer);
        cluster.PutWidget("a", "1");
        cluster.PutWidget("a", "2");
        cluster.Storage.Remove(Cluster.PathOf("a"));
        await ApiServer.EventuallyAsync(() => changes.Count == 3, "three changes");

        Assert.Equal(["Added ->1", "Updated 1->2", "Deleted 2->"], changes.Select(change => $"{change.Kind} {change.Old?.Value}->{change.New?.Value}"));
        Assert.All(changes, change => Assert.False(change.Initial));
    }

    [Fact]
    public async Task A_late_subscriber_is_told_what_is_there_already()
    {
        cluster.PutWidget("a", "1");
        var informer = await SyncedAsync();

        var change = Assert.Single(Cluster.Record(informer));
        Assert.Equal((EntityChangeKind.Added, true), (change.Kind, change.Initial));
    }

    [Fact]
    public async Task A_disposed_subscription_hears_nothing_more()
    {
        var informer = await SyncedAsync();
        var heard = 0;
        informer.Subscribe(_ => heard++).Dispose();
        cluster.PutWidget("a", "1");
        await cluster.ConvergesAsync(informer);

        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task A_relist_reads_all_pages()
    {
        var informer = await SyncedAsync(new InformerOptions { PageSize = 3 });
        for (var i = 0; i < 10; i++)
        {
            cluster.PutWidget($"w{i}", "1");
        }
        await cluster.ConvergesAsync(informer);
        cluster.Requests.Clear();
        cluster.Faults.NextWatch(new Fault.ErrorEvent(0));
        cluster.Faults.NextWatch(new Fault.Answer(410, "Expired"));
        cluster.Server.DropConnections();
        await ApiServer.EventuallyAsync(() => cluster.Requests.Lists.Count >= 4, "four pages");

        Assert.Equal(["?limit=3", "?limit=3&continue=3", "?limit=3&continue=6", "?limit=3&continue=9"],
            cluster.Requests.Lists.Take(4).Select(list => list.Query.Split("%3A")[0]));
        await cluster.ConvergesAsync(informer);
    }

    [Fact]
    public async Task A_page_token_that_has_expired_leads_to_a_list_in_one_answer()
    {
        for (var i = 0; i < 5; i++)
        {
            cluster.PutWidget($"w{i}", "1");
        }
        cluster.Faults.NextList(new Fault.Answer(410, "Expired"));
        var informer = await SyncedAsync(new InformerOptions { PageSize = 2 });

        Assert.Equal(5, informer.Store.Count);
        Assert.Equal(["?resourceVersion=0&limit=2", ""], cluster.Requests.Lists.Select(list => list.Query));
    }

    [Fact]
    public async Task A_410_in_the_middle_of_a_watch_relists_and_sees_what_was_deleted_meanwhile()
    {
        cluster.PutWidget("stays", "1");
        cluster.PutWidget("goes", "last");
        cluster.Faults.NextWatch(new Fault.Hang(0));
        var informer = await SyncedAsync();
        var changes = Cluster.Record(informer);
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 1, "a watch that hangs");
        cluster.Storage.Remove(Cluster.PathOf("goes"));
        cluster.Storage.Compact();
        cluster.Server.DropConnections();
        await cluster.ConvergesAsync(informer);

        var deletion = Assert.Single(changes, change => change.Kind == EntityChangeKind.Deleted);
        Assert.Equal("last", deletion.Old!.Value);
    }

    [Fact]
    public async Task An_object_made_anew_while_nobody_watched_is_told_as_a_deletion_and_an_addition()
    {
        cluster.PutWidget("a", "1");
        cluster.Faults.NextWatch(new Fault.Hang(0));
        var informer = await SyncedAsync();
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 1, "a watch that hangs");
        var changes = Cluster.Record(informer);
        cluster.Storage.Remove(Cluster.PathOf("a"));
        cluster.PutWidget("a", "2");
        cluster.Storage.Compact();
        cluster.Server.DropConnections();
        await cluster.ConvergesAsync(informer);

        Assert.Equal(["Added 1", "Deleted 1", "Added 2"], changes.Select(change => $"{change.Kind} {(change.New ?? change.Old)!.Value}"));
    }

    [Fact]
    public async Task A_watch_that_falls_silent_is_given_up_and_resumed_without_a_list()
    {
        cluster.Faults.NextWatch(new Fault.Hang(0));
        var informer = cluster.Watch(Cluster.Widgets);
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 1, "a watch");
        cluster.PutWidget("a", "1");
        await cluster.ConvergesAsync(informer);

        Assert.Single(cluster.Requests.Lists);
    }

    [Fact]
    public async Task A_list_that_falls_silent_is_given_up()
    {
        cluster.PutWidget("a", "1");
        cluster.Faults.NextList(new Fault.Hang(20));
        await cluster.ConvergesAsync(cluster.Watch(Cluster.Widgets));
    }

    [Theory]
    [InlineData("{\"type\":\"ADDED\",\"obj")]
    [InlineData("{\"type\":\"SURPRISE\",\"object\":{}}")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"}}}")]
    [InlineData("[]")]
    public async Task A_line_that_is_no_event_leads_to_a_relist(string line)
    {
        cluster.Faults.NextWatch(new Fault.Garbage(1, line));
        var informer = await SyncedAsync();
        cluster.PutWidget("a", "1");
        await ApiServer.EventuallyAsync(() => cluster.Requests.Lists.Count == 2, "a second list");
        await cluster.ConvergesAsync(informer);
    }

    [Fact]
    public async Task A_watch_that_is_refused_with_Retry_After_is_not_retried_sooner()
    {
        cluster.Faults.NextWatch(new Fault.Answer(429, "TooManyRequests", RetryAfterSeconds: 60));
        cluster.Watch(Cluster.Widgets);
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 1, "a first watch");
        var refused = DateTime.UtcNow;
        await ApiServer.EventuallyAsync(() => cluster.Requests.Watches.Count == 2, "a second watch");

        // 60 s on the clock that runs a hundred times faster; less some slack for the time between the request and our seeing it.
        Assert.True(DateTime.UtcNow - refused > TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_server_that_agrees_to_watches_and_ends_them_at_once_is_asked_ever_more_slowly(int events)
    {
        for (var i = 0; i < 1000; i++)
        {
            cluster.Faults.NextWatch(new Fault.End(events));
        }
        var asking = Stopwatch.StartNew();
        cluster.Watch(Cluster.Widgets);
        for (var i = 0; i < 100; i++)
        {
            cluster.PutWidget("a", $"{i}");
            await Task.Delay(5);
        }

        // On the clock that runs a hundred times faster the waits are 8, 16, 32 and 64 ms at least, then 80 ms.
        Assert.InRange(cluster.Requests.Watches.Count, 2, 6 + (int)(asking.ElapsedMilliseconds / 80));
    }

    [Fact]
    public async Task An_object_that_the_projection_cannot_read_keeps_its_last_known_state_and_stops_nothing()
    {
        cluster.PutWidget("a", "1");
        var informer = new Informer<string>(cluster.Transport, Cluster.Widgets,
            json => Cluster.ValueOf(json) is var value && value != "bad" ? value : throw new FormatException(value), null, cluster.Services);
        cluster.Run(informer.RunAsync);
        await informer.WaitForSyncAsync(cluster.Stopping);
        cluster.PutWidget("a", "bad");
        cluster.PutWidget("b", "2");
        await ApiServer.EventuallyAsync(() => informer.Store.Count == 2, "b arrives");

        Assert.True(informer.Store.TryGet(new NamespacedName("ns", "a"), out var entity));
        Assert.Equal("1", entity.Value);
    }

    [Fact]
    public async Task A_subscriber_that_throws_ends_the_loop_rather_than_leaving_a_blind_process()
    {
        var informer = new Informer<string>(cluster.Transport, Cluster.Widgets, Cluster.ValueOf, null, cluster.Services);
        informer.Subscribe(_ => throw new InvalidOperationException("defect"));
        var loop = informer.RunAsync(cluster.Stopping);
        cluster.PutWidget("a", "1");

        await Assert.ThrowsAsync<InvalidOperationException>(() => loop);
        Assert.False(informer.Heartbeat.IsAlive);
    }

    [Fact]
    public async Task A_selector_limits_what_is_kept_and_what_leaves_it_is_deleted()
    {
        var informer = await SyncedAsync(new InformerOptions { LabelSelector = "tenant" });
        cluster.PutWidget("other", "1");
        cluster.PutWidget("a", "1");
        cluster.Storage.Edit(Cluster.PathOf("a"), widget => widget["metadata"]!["labels"] = new System.Text.Json.Nodes.JsonObject { ["tenant"] = "acme" });
        await ApiServer.EventuallyAsync(() => informer.Store.Count == 1, "a is selected");
        cluster.Storage.Edit(Cluster.PathOf("a"), widget => widget["metadata"]!.AsObject().Remove("labels"));
        await ApiServer.EventuallyAsync(() => informer.Store.Count == 0, "a is selected no more");
    }

    [Fact]
    public async Task The_last_seen_version_advances_with_bookmarks()
    {
        var informer = await SyncedAsync();
        cluster.Storage.Put("api/v1/namespaces/unrelated", []);
        await ApiServer.EventuallyAsync(() => informer.LastSeenResourceVersion == cluster.Storage.Revision.ToString(), "a bookmark");
    }
}
