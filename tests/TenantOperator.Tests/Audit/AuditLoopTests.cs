using FakeApiServer;
using Tenancy.Audit;

namespace TenantOperator.Tests.Audit;

public sealed class AuditLoopTests : IAsyncLifetime
{
    private const string Pods = "api/v1/pods";

    private AuditScene _scene = null!;

    private FakeCluster Cluster => _scene.Cluster;

    public async ValueTask InitializeAsync() => _scene = await AuditScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task What_breaks_a_rule_is_in_the_status_and_leaves_it_when_it_is_gone()
    {
        await Cluster.ReconcileTenantAsync("acme");
        Assert.StartsWith("Unknown NotLookedAt", Cluster.Condition("acme", "Compliant"), StringComparison.Ordinal);
        _scene.PutPod("bad");

        await _scene.SweepAsync();
        Assert.Equal("1: Pod/acme-dev/bad", await _scene.StatusAsync());
        Assert.StartsWith("False ViolationsFound: 1 stored object would be refused today", Cluster.Condition("acme", "Compliant"), StringComparison.Ordinal);
        Assert.Equal("1", Cluster.Storage.Get(FakeCluster.TenantPath("acme"))!["status"]!["namespaces"]![0]!["violations"]!.ToString());

        Cluster.Storage.Remove("api/v1/namespaces/acme-dev/pods/bad");
        _scene.Time.Advance(TimeSpan.FromMinutes(2));
        Cluster.Server.Requests.Clear();
        Assert.True(await _scene.Loop.StepAsync(TestContext.Current.CancellationToken));
        // Only the kind in which something was found, only there, and the cluster's three lists of classes.
        Assert.Equal(["/api/v1/namespaces/acme-dev/pods"], Cluster.Server.Requests.Lists.Select(l => l.Path).Where(p => !p.EndsWith("classes", StringComparison.Ordinal)));
        Assert.Equal("", await _scene.StatusAsync());
        Assert.StartsWith("True NothingFound", Cluster.Condition("acme", "Compliant"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_finds_the_same_writes_nothing()
    {
        _scene.PutPod("bad");
        await _scene.SweepAsync();
        await _scene.StatusAsync();
        Cluster.Server.Requests.Clear();

        for (var i = 0; i < 5; i++)
        {
            await _scene.SweepAsync();
            await _scene.StatusAsync();
        }

        // The namespace's own labels are another matter: this server keeps no managed fields.
        Assert.DoesNotContain(Cluster.Writes, w => !w.Path.EndsWith("/namespaces/acme-dev", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_at_the_whole_reads_a_page_for_500_objects_and_one_for_each_kind()
    {
        for (var i = 0; i < 1201; i++)
            _scene.PutPod($"pod-{i:d4}");
        Cluster.Server.Requests.Clear();

        await _scene.SweepAsync();

        // Three pages of pods; of the others, of which there are none or few, one; three lists of classes.
        var lists = Cluster.Server.Requests.Lists;
        Assert.Equal(3, lists.Count(l => l.Path == "/" + Pods));
        Assert.Equal(AuditedKinds.All.Count + 2 + 3, lists.Count);
        Assert.Empty(Cluster.Writes);
        Assert.Equal("1201: Pod/acme-dev/pod-0000 Pod/acme-dev/pod-0001 Pod/acme-dev/pod-0002", await _scene.StatusAsync());
    }

    [Fact]
    public async Task A_list_that_expires_between_two_pages_begins_anew_and_counts_nothing_twice()
    {
        for (var i = 0; i < 600; i++)
            _scene.PutPod($"pod-{i:d4}");
        Cluster.Server.Faults.Add(r => r.Path == "/" + Pods && r.Query.Contains("continue=", StringComparison.Ordinal), new Fault.Answer(410, "Expired"));

        await _scene.SweepAsync();

        Assert.StartsWith("600: ", await _scene.StatusAsync(), StringComparison.Ordinal);
        Assert.Equal(0, Cluster.Server.Faults.Pending);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_asks_to_wait_is_waited_for(int code)
    {
        _scene.PutPod("bad");
        Cluster.Server.Faults.Add(r => r.Path == "/" + Pods, new Fault.Answer(code, "TooManyRequests", RetryAfterSeconds: 1));

        await _scene.SweepAsync();

        Assert.Equal("1: Pod/acme-dev/bad", await _scene.StatusAsync());
    }

    [Fact]
    public async Task A_look_that_fails_leaves_what_was_found_before_and_comes_again()
    {
        _scene.PutPod("bad");
        await _scene.SweepAsync();
        _scene.PutPod("worse");
        // Forbidden is not tried again, and both the look at the whole and the one at the namespace meet it.
        for (var i = 0; i < 2; i++)
            Cluster.Server.Faults.Add(r => r.Path.EndsWith("/pods", StringComparison.Ordinal) && !r.IsWatch, new Fault.Answer(403, "Forbidden"));

        await _scene.SweepAsync();
        Assert.Equal("1: Pod/acme-dev/bad", await _scene.StatusAsync());

        await _scene.SweepAsync();
        Assert.StartsWith("2: ", await _scene.StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_breaks_off_in_its_middle_counts_nothing_of_it_twice()
    {
        for (var i = 0; i < 300; i++)
            _scene.PutPod($"pod-{i:d4}");
        Cluster.Server.Faults.Add(r => r.Path == "/" + Pods, new Fault.Cut(20_000));

        await _scene.SweepAsync();
        await _scene.SweepAsync();

        Assert.StartsWith("300: ", await _scene.StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_the_server_has_in_an_older_version_is_read_in_that()
    {
        Cluster.Server.Faults.Add(r => r.Path.StartsWith("/apis/batch/v1/cronjobs", StringComparison.Ordinal), new Fault.Answer(404, "NotFound"));
        Cluster.Storage.Put("apis/batch/v1beta1/namespaces/acme-dev/cronjobs/c", System.Text.Json.Nodes.JsonNode.Parse(
            """{"metadata": {"name": "c", "namespace": "acme-dev"}, "spec": {"jobTemplate": {"spec": {"template": {"spec": {"hostNetwork": true, "containers": []}}}}}}""")!.AsObject());

        await _scene.SweepAsync();

        Assert.Equal("1: CronJob/acme-dev/c", await _scene.StatusAsync());
    }

    [Fact]
    public async Task Objects_of_wrong_types_are_judged_and_the_others_too()
    {
        _scene.PutPod("a-hostile", """{"hostNetwork": {"a": []}, "containers": 7, "volumes": "x", "securityContext": [1]}""");
        _scene.PutPod("b-huge", $$"""{"hostNetwork": true, "containers": [{"name": "{{new string('x', 1_000_000)}}"}]}""");
        _scene.PutPod("c-bad");

        await _scene.SweepAsync();

        Assert.Contains("Pod/acme-dev/c-bad", await _scene.StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespaces_of_nobody_are_not_looked_at()
    {
        _scene.PutPod("bad", ns: "kube-system");

        await _scene.SweepAsync();

        Assert.Equal(["acme-dev"], Cluster.Audits.All.Select(r => r.Key));
        Assert.Equal("", await _scene.StatusAsync());
    }

    [Fact]
    public async Task A_namespace_that_is_brought_in_is_looked_at_by_itself_within_seconds()
    {
        await _scene.SweepAsync();
        _scene.PutPod("bad", ns: "acme-old");
        await Cluster.PutAsync("api/v1/namespaces/acme-old", """{"metadata": {"name": "acme-old", "labels": {"tenantoperator.io/tenant": "acme"}}}""");
        await ApiServer.EventuallyAsync(() => _scene.Agenda.Holds("acme-old"), "the namespace is due");
        Cluster.Server.Requests.Clear();
        _scene.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await _scene.Loop.StepAsync(TestContext.Current.CancellationToken));

        Assert.Equal(AuditedKinds.All.Count, Cluster.Server.Requests.Lists.Count(l => l.Path.Contains("/namespaces/acme-old/", StringComparison.Ordinal)));
        await Cluster.SettleAsync("acme");
        Assert.Equal("1: Pod/acme-old/bad", await _scene.StatusAsync());
    }

    [Fact]
    public async Task A_namespace_whose_tenant_is_gone_is_not_looked_at_again_and_again()
    {
        _scene.PutPod("bad");
        await _scene.SweepAsync();
        Cluster.Storage.Remove(FakeCluster.TenantPath("acme"));
        await ApiServer.EventuallyAsync(() => Cluster.Caches.Tenants.Store.Count == 0, "the Tenant is gone");
        _scene.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(await _scene.Loop.StepAsync(TestContext.Current.CancellationToken));
        Assert.False(await _scene.Loop.StepAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Cluster.Audits.All);
    }

    [Theory]
    [InlineData("acme", false)]
    [InlineData(null, true)]
    public async Task A_class_that_changes_makes_the_namespaces_of_its_tenants_due(string? name, bool isDefault)
    {
        var @class = name is null ? "" : $"\"className\": \"{name}\",";
        await Cluster.PutTenantAsync("acme", $$$"""{ {{{@class}}} "namespaces": {"provision": [{"name": "dev"}]}}""");
        await Cluster.PutClassAsync("acme", "{}", isDefault);
        await Cluster.PutClassAsync("other", "{}");
        await _scene.SweepAsync();
        await Cluster.PutClassAsync("other", """{"policy": {"pods": {"registries": []}}}""");
        await ApiServer.EventuallyAsync(() => Cluster.Caches.Classes.Store.All.Any(c => c.Value.Class.Spec.Policy?.Pods is not null), "the class is known");
        Assert.False(_scene.Agenda.Holds("acme-dev"));

        await Cluster.PutClassAsync("acme", """{"policy": {"pods": {"registries": []}}}""", isDefault);

        await ApiServer.EventuallyAsync(() => _scene.Agenda.Holds("acme-dev"), "the namespace is due");
    }

    [Fact]
    public async Task What_is_found_for_the_first_time_is_told_once_by_an_event_on_the_object_and_one_on_the_tenant()
    {
        Cluster.SendEvents();
        _scene.PutPod("bad");
        for (var i = 0; i < 3; i++)
        {
            await _scene.SweepAsync();
            await _scene.StatusAsync();
        }

        await ApiServer.EventuallyAsync(() => Events("ViolationsFound").Any(), "the event is written");
        Assert.Equal(["acme"], Events("ViolationsFound"));
        Assert.All(Events("PolicyViolation"), about => Assert.Equal("bad", about));
        Assert.Single(Cluster.Storage.All("api/v1/events"), e => e["message"]!.ToString().Contains("pods/host-namespaces: spec.hostNetwork: true", StringComparison.Ordinal));
    }

    private IEnumerable<string> Events(string reason) =>
        Cluster.Storage.All("api/v1/events").Where(e => e["reason"]!.ToString() == reason).Select(e => e["involvedObject"]!["name"]!.ToString());
}
