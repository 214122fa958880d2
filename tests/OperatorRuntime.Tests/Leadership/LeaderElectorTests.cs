using System.Diagnostics;
using System.Text.Json.Nodes;
using FakeApiServer;

namespace OperatorRuntime.Tests.Leadership;

/// <summary>On the real clock, with short times: alone, since a renewal that waits for a busy processor is a lost lease.</summary>
[Collection("leadership")]
[CollectionDefinition("leadership", DisableParallelization = true)]
public sealed class LeaderElectorTests : IAsyncLifetime
{
    private const string LeasePath = "apis/coordination.k8s.io/v1/namespaces/ns/leases/operator";

    private Cluster cluster = null!;
    private Recorder metrics = null!;

    public async ValueTask InitializeAsync()
    {
        // No hasty clock: a lease counts whole seconds, so the options are short instead.
        cluster = await Cluster.StartAsync(new RuntimeServices());
        metrics = new Recorder(cluster.Services.Metrics);
    }

    public ValueTask DisposeAsync()
    {
        metrics.Dispose();
        return cluster.DisposeAsync();
    }

    private LeaderElector Elector(string identity) => new(cluster.Transport, new LeaderElectionOptions
    {
        Lease = new NamespacedName("ns", "operator"),
        Identity = identity,
        LeaseDuration = TimeSpan.FromSeconds(2),
        RenewDeadline = TimeSpan.FromMilliseconds(1500),
        RetryPeriod = TimeSpan.FromMilliseconds(100),
    }, cluster.Services);

    private static Task UntilStopped(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private JsonNode? Spec(string field) => cluster.Storage.Get(LeasePath)?["spec"]?[field];

    [Fact]
    public async Task A_stopped_leader_ends_its_work_and_then_releases_the_lease()
    {
        using var stop = new CancellationTokenSource();
        var holderAtEnd = "";
        var elector = Elector("one");
        var run = elector.RunAsync(async cancellation =>
        {
            await UntilStopped(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(300);
            holderAtEnd = Spec("holderIdentity")!.GetValue<string>();
        }, stop.Token);
        await ApiServer.EventuallyAsync(() => elector.IsLeader && metrics.Last("leader_election_master_status") == 1, "leadership");
        await stop.CancelAsync();
        await run;

        Assert.Equal("one", holderAtEnd);
        Assert.Equal(("", 1), (Spec("holderIdentity")!.GetValue<string>(), Spec("leaseDurationSeconds")!.GetValue<int>()));
        Assert.False(elector.IsLeader);
        Assert.Equal(0, metrics.Last("leader_election_master_status"));
    }

    [Fact]
    public async Task A_second_candidate_waits_and_leads_as_soon_as_the_first_releases()
    {
        using var stopOne = new CancellationTokenSource();
        using var stopTwo = new CancellationTokenSource();
        var (one, two) = (Elector("one"), Elector("two"));
        var first = one.RunAsync(UntilStopped, stopOne.Token);
        await ApiServer.EventuallyAsync(() => one.IsLeader, "one leads");
        var second = two.RunAsync(UntilStopped, stopTwo.Token);
        await Task.Delay(2500);
        Assert.False(two.IsLeader);
        await stopOne.CancelAsync();
        await first;
        await ApiServer.EventuallyAsync(() => two.IsLeader, "two leads");
        await stopTwo.CancelAsync();
        await second;

        Assert.Equal(1, Spec("leaseTransitions")!.GetValue<int>() + 1);
    }

    [Fact]
    public async Task A_leader_that_died_is_succeeded_when_its_lease_has_expired()
    {
        cluster.Storage.Put(LeasePath, new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = "dead", ["leaseDurationSeconds"] = 1 } });
        var elector = Elector("two");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "succession");

        Assert.Equal(1, Spec("leaseTransitions")!.GetValue<int>());
    }

    [Fact]
    public async Task A_first_look_that_takes_longer_than_the_deadline_costs_nothing_of_the_first_term()
    {
        cluster.Storage.Put(LeasePath, new JsonObject { ["spec"] = new JsonObject { ["holderIdentity"] = "", ["leaseDurationSeconds"] = 1 } });
        cluster.Faults.NextList(new Fault.Slow(TimeSpan.FromSeconds(2)));
        var elector = Elector("one");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        await Task.Delay(500);

        Assert.True(elector.IsLeader);
    }

    [Fact]
    public async Task A_renewal_that_fails_for_a_while_is_tried_again_and_leadership_stays()
    {
        var elector = Elector("one");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        for (var i = 0; i < 3; i++)
        {
            cluster.Faults.NextWrite(new Fault.Answer(403, "Forbidden"));
        }
        await ApiServer.EventuallyAsync(() => cluster.Faults.Pending == 0, "three failures");
        await Task.Delay(2000);

        Assert.True(elector.IsLeader);
    }

    [Fact]
    public async Task A_renewal_that_nobody_answers_is_given_up_in_time_for_another()
    {
        var elector = Elector("one");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        cluster.Faults.NextWrite(new Fault.Hang());
        await ApiServer.EventuallyAsync(() => cluster.Faults.Pending == 0, "a renewal that hangs");
        await Task.Delay(2000);

        Assert.True(elector.IsLeader);
    }

    [Fact]
    public async Task A_candidate_that_nobody_answers_asks_again()
    {
        cluster.Faults.NextList(new Fault.Hang());
        var elector = Elector("one");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));

        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
    }

    [Fact]
    public async Task A_leader_that_nobody_answers_any_more_stops_its_work_by_the_deadline()
    {
        var elector = Elector("one");
        var run = elector.RunAsync(UntilStopped, cluster.Stopping);
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        for (var i = 0; i < 10; i++)
        {
            cluster.Faults.Add(_ => true, new Fault.Hang());
        }
        var hung = Stopwatch.StartNew();

        await Assert.ThrowsAsync<LeadershipLostException>(() => run);
        // The deadline is 1.5 s; without one, a request waits for a minute.
        Assert.InRange(hung.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.False(elector.IsLeader);
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_stops_its_work_and_fails()
    {
        var elector = Elector("one");
        var stopped = false;
        var run = elector.RunAsync(async cancellation =>
        {
            await UntilStopped(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped = true;
        }, cluster.Stopping);
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        for (var i = 0; i < 40; i++)
        {
            cluster.Faults.NextWrite(new Fault.Answer(403, "Forbidden"));
        }

        await Assert.ThrowsAsync<LeadershipLostException>(() => run);
        await ApiServer.EventuallyAsync(() => stopped, "the work stops");
        Assert.False(elector.IsLeader);
    }

    [Fact]
    public async Task A_leader_whose_lease_another_took_fails_and_leaves_the_lease_to_it()
    {
        var elector = Elector("one");
        var run = elector.RunAsync(UntilStopped, cluster.Stopping);
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");
        cluster.Storage.Edit(LeasePath, lease => lease["spec"]!["holderIdentity"] = "usurper");

        await Assert.ThrowsAsync<LeadershipLostException>(() => run);
        Assert.Equal("usurper", Spec("holderIdentity")!.GetValue<string>());
    }

    [Fact]
    public async Task Times_have_six_digits_and_fields_of_others_stay()
    {
        cluster.Storage.Put(LeasePath, new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["mine"] = "1" } },
            ["spec"] = new JsonObject { ["strategy"] = "x" },
        });
        var elector = Elector("one");
        cluster.Run(cancellation => elector.RunAsync(UntilStopped, cancellation));
        await ApiServer.EventuallyAsync(() => elector.IsLeader, "leadership");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", Spec("renewTime")!.GetValue<string>());
        Assert.Equal("x", Spec("strategy")!.GetValue<string>());
        Assert.Equal("1", cluster.Storage.Get(LeasePath)!["metadata"]!["annotations"]!["mine"]!.GetValue<string>());
    }

    [Fact]
    public void Times_that_would_let_two_lead_are_refused() => Assert.Throws<ArgumentException>(() => new LeaderElector(
        cluster.Transport, new LeaderElectionOptions { Lease = new("ns", "x"), Identity = "one", RenewDeadline = TimeSpan.FromSeconds(15) }));
}
