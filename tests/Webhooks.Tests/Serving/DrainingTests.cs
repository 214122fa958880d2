using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Serving;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class DrainingTests
{
    [Fact]
    public async Task A_process_told_to_stop_is_not_ready_and_goes_on_answering_for_a_while()
    {
        var time = new FakeTimeProvider();
        await using var process = await WebhookProcess.StartAsync(configure: s => s.AddSingleton<TimeProvider>(time));
        var draining = process.Services.GetRequiredService<Draining>();
        draining.Delay = TimeSpan.FromSeconds(8);
        Assert.False(draining.HasBegun);

        var stopping = process.StopAsync();
        Assert.True(draining.HasBegun);
        time.Advance(TimeSpan.FromSeconds(7.9));

        // On a new connection, not only on those that stand.
        Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant())))["allowed"]!);
        Assert.False(stopping.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(0.2));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => process.ReviewAsync(Review.Create(Pods.Compliant())));
    }
}
