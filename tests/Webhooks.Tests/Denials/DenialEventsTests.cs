using OperatorRuntime;
using Webhooks.Denials;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Denials;

public sealed class DenialEventsTests : IDisposable
{
    private const string Told = "tenant \"acme\": 1 violation: pods/host-namespaces: spec.hostNetwork: true is not allowed. Ask platform@example.com";

    private readonly DenialScene scene = new(new() { PerNamespacePerMinute = 5 });

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task A_team_is_told_on_its_ReplicaSet_in_one_line()
    {
        scene.Deny(DenialScene.PodOf("web-7f9c"));
        await scene.TickAsync();

        Assert.Equal([$"1 ReplicaSet acme-dev/web-7f9c {Told}"], scene.Writer.Listed);
        Assert.Equal("uid-of-web-7f9c", Assert.Single(scene.Writer.Objects).Uid);
    }

    [Fact]
    public async Task What_repeats_is_one_event_that_counts_now_and_then()
    {
        for (var i = 0; i < 40; i++)
            scene.Deny(DenialScene.PodOf("web"));
        await scene.TickAsync();
        Assert.Equal([$"40 ReplicaSet acme-dev/web {Told}"], scene.Writer.Listed);

        for (var second = 0; second < 29; second++)
        {
            scene.Time.Advance(TimeSpan.FromSeconds(1));
            scene.Deny(DenialScene.PodOf("web"));
            await scene.TickAsync();
        }
        Assert.Equal(1, scene.Writer.Writes);

        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.TickAsync();
        Assert.Equal([$"69 ReplicaSet acme-dev/web {Told}"], scene.Writer.Listed);
        Assert.Equal((2.0, 67.0, 0.0), (scene.Counted("sent"), scene.Counted("suppressed"), scene.Counted("dropped")));
    }

    [Fact]
    public async Task A_namespace_has_so_many_writes_a_minute_and_another_one_its_own()
    {
        for (var i = 0; i < 20; i++)
            scene.Deny(DenialScene.PodOf($"web-{i}"));
        scene.Deny(DenialScene.PodOf("web"), "acme-prod");
        await scene.TickAsync();

        Assert.Equal(6, scene.Writer.Writes);
        Assert.Single(scene.Writer.Objects, o => o.Key.Namespace == "acme-prod");
        Assert.Equal(15, scene.Counted("suppressed"));

        // In a fifth of a minute there is one more.
        scene.Time.Advance(TimeSpan.FromSeconds(13));
        for (var i = 20; i < 40; i++)
            scene.Deny(DenialScene.PodOf($"web-{i}"));
        await scene.TickAsync();
        Assert.Equal(7, scene.Writer.Writes);
    }

    [Fact]
    public async Task What_was_not_told_yet_goes_before_counts()
    {
        for (var i = 0; i < 5; i++)
            scene.Deny(DenialScene.PodOf($"old-{i}"));
        await scene.TickAsync();
        scene.Time.Advance(DenialEvents.Standing);

        for (var i = 0; i < 5; i++)
        {
            scene.Deny(DenialScene.PodOf($"old-{i}"));
            scene.Deny(DenialScene.PodOf($"new-{i}"));
        }
        await scene.TickAsync();

        // Half a minute is two tokens and a half.
        Assert.Equal(["new-0", "new-1"], scene.Writer.Objects.Select(o => o.Key.Name).Where(n => n.StartsWith("new", StringComparison.Ordinal)));
        Assert.All(scene.Writer.Listed, e => Assert.StartsWith("1 ", e));
    }

    [Fact]
    public async Task Counts_that_a_namespace_cannot_have_at_once_are_caught_up_with()
    {
        for (var i = 0; i < 5; i++)
            scene.Deny(DenialScene.PodOf($"web-{i}"));
        await scene.TickAsync();
        for (var i = 0; i < 5; i++)
            scene.Deny(DenialScene.PodOf($"web-{i}"));

        scene.Time.Advance(DenialEvents.Standing);
        await scene.TickAsync();
        Assert.Equal(2, scene.Writer.Listed.Count(e => e.StartsWith("2 ", StringComparison.Ordinal)));

        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.TickAsync();
        Assert.Equal(5, scene.Writer.Listed.Count(e => e.StartsWith("2 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_API_server_does_not_take_is_counted_and_tried_again_when_it_happens_again()
    {
        scene.Writer.Failure = new ApiException(403, "Forbidden", "the namespace is being terminated");
        scene.Deny(DenialScene.PodOf("web"));
        await scene.TickAsync();
        Assert.Equal((0.0, 1.0), (scene.Counted("sent"), scene.Counted("dropped")));

        scene.Writer.Failure = null;
        scene.Deny(DenialScene.PodOf("web"));
        await scene.TickAsync();
        Assert.Equal([$"1 ReplicaSet acme-dev/web {Told}"], scene.Writer.Listed);
    }

    [Fact]
    public async Task A_failure_of_any_kind_ends_nothing()
    {
        scene.Writer.Failure = new InvalidOperationException("a defect");
        scene.Deny(DenialScene.PodOf("web"));
        await scene.TickAsync();

        Assert.Equal(1, scene.Counted("dropped"));
    }

    [Fact]
    public async Task Events_that_were_written_are_remembered_in_bounded_number()
    {
        for (var i = 0; i < ToldDenials.Capacity + 10; i++)
        {
            scene.Deny(DenialScene.PodOf("web"), $"ns-{i}");
            await scene.TickAsync();
        }
        Assert.Equal(ToldDenials.Capacity + 10, scene.Writer.Writes);

        // The first was forgotten, the last is known: it is counted up later.
        scene.Deny(DenialScene.PodOf("web"), "ns-0");
        scene.Deny(DenialScene.PodOf("web"), $"ns-{ToldDenials.Capacity + 9}");
        await scene.TickAsync();
        Assert.Equal(ToldDenials.Capacity + 11, scene.Writer.Writes);
    }

    [Fact]
    public async Task The_process_writes_what_it_denies()
    {
        await using var process = await WebhookProcess.StartAsync();
        await process.ReviewAsync(Review.Create(Pods.OnHostNetwork()));

        var listed = await process.DenialEvents.ListedAsync(1);

        Assert.Equal($"1 Pod acme-dev/web {Told}", Assert.Single(listed));
    }
}
