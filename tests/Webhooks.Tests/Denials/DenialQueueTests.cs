using System.Text.Json.Nodes;
using Tenancy.Isolation;
using Webhooks.Denials;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Denials;

/// <summary>Which denials are told, and how many may wait.</summary>
public sealed class DenialQueueTests : IDisposable
{
    private readonly DenialScene scene = new(new() { PerNamespacePerMinute = 1000 });

    public void Dispose() => scene.Dispose();

    private static AdmissionRequest Pod => DenialScene.Request(DenialScene.PodOf("web"));

    [Fact]
    public async Task A_dry_run_leaves_nothing_behind() => await NothingAsync(Pod with { DryRun = true });

    [Fact]
    public async Task What_no_tenant_has_to_do_with_is_not_told() => await NothingAsync(Pod, DenialScene.Denied() with { Tenant = "" });

    [Fact]
    public async Task The_tenant_that_a_request_made_up_is_not_told() => await NothingAsync(Pod, DenialScene.Denied() with { TenantExists = false });

    [Fact]
    public async Task Try_again_is_not_told() => await NothingAsync(Pod, new() { Tenant = "acme", Denial = Denial.TryAgain("the API server did not answer") });

    [Fact]
    public async Task A_namespace_is_no_object_in_a_namespace() =>
        await NothingAsync(DenialScene.Request(Pods.Json("""{"kind":"Namespace","metadata":{"name":"acme-new"}}"""), "acme-new", "namespaces"));

    [Theory]
    [InlineData("")]
    [InlineData("events.k8s.io")]
    public async Task An_event_that_is_denied_makes_no_event(string group) =>
        await NothingAsync(DenialScene.Request(Pods.Json("""{"kind":"Event","metadata":{"name":"x"}}"""), resource: "events", group: group));

    [Fact]
    public async Task A_suspended_tenants_namespaces_take_no_events() => await NothingAsync(Pod, DenialScene.Denied("pods/host-namespaces", "tenant/suspended"));

    [Fact]
    public async Task Nothing_is_told_when_it_is_turned_off()
    {
        using var off = new DenialScene(new() { Enabled = false });
        off.Deny(DenialScene.PodOf("web"));
        await off.TickAsync();

        Assert.Empty(off.Writer.Listed);
    }

    [Fact]
    public async Task Hostile_names_fill_no_more_than_their_namespaces_part_of_the_queue()
    {
        for (var i = 0; i < 1000; i++)
            scene.Deny(Named($"{new string('a', 10_000)}\n\u001b[2J{i}", $"{i}-{new string('x', 10_000)}"));
        scene.Deny(DenialScene.PodOf("web"), "acme-prod");
        await scene.TickAsync();

        Assert.Equal(DenialQueue.CapacityOfNamespace + 1, scene.Writer.Listed.Count);
        Assert.Single(scene.Writer.Objects, o => o.Key.Namespace == "acme-prod");
        Assert.Equal(1000 - DenialQueue.CapacityOfNamespace, scene.Counted("dropped"));
        Assert.All(scene.Writer.Objects, o => Assert.InRange(o.Key.Name.Length + o.Type.Kind.Length, 1, 2 * Legible.LongestName));
        Assert.All(scene.Writer.Listed, e => Assert.InRange(e.Length, 1, 2000));
    }

    [Fact]
    public void Of_all_namespaces_together_so_many_wait()
    {
        for (var i = 0; i < DenialQueue.Capacity + 5; i++)
            scene.Deny(DenialScene.PodOf("web"), $"ns-{i}");

        Assert.Equal(5, scene.Counted("dropped"));
    }

    [Fact]
    public async Task A_denial_that_waits_takes_up_others_of_its_kind_for_nothing()
    {
        var pod = Pod;
        for (var i = 0; i < 100_000; i++)
            scene.Deny(pod);
        await scene.TickAsync();

        Assert.StartsWith("100000 ReplicaSet", Assert.Single(scene.Writer.Listed));
        Assert.Equal(0, scene.Counted("dropped"));
    }

    // Whoever may read events may not read these.
    [Theory]
    [InlineData("Secret", "secrets", "")]
    [InlineData("RoleBinding", "rolebindings", "rbac.authorization.k8s.io")]
    [InlineData("Certificate", "certificates", "cert-manager.io")]
    public async Task Of_a_kind_that_viewers_may_not_read_only_the_rule_is_told(string kind, string resource, string group)
    {
        scene.Deny(DenialScene.Request(Pods.Json($$$"""{"kind":"{{{kind}}}","metadata":{"name":"x"}}"""), resource: resource, group: group));
        await scene.TickAsync();

        Assert.Equal([$"1 {kind} acme-dev/x tenant \"acme\" refused it by pods/host-namespaces; who asked for it was told why"], scene.Writer.Listed);
    }

    private static AdmissionRequest Named(string name, string kind) =>
        DenialScene.Request(new JsonObject { ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } });

    private async Task NothingAsync(AdmissionRequest request, Answer? answer = null)
    {
        scene.Deny(request, answer);
        await scene.TickAsync();

        Assert.Empty(scene.Writer.Listed);
        Assert.Equal(0, scene.Counted("dropped"));
    }
}
