using System.Buffers;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Reviews;

public sealed class BodyMemoryTests
{
    private const int Large = 1024 * 1024;

    [Fact]
    public void What_is_taken_is_what_buffers_have_and_ends_with_them()
    {
        var memory = new BodyMemory();
        using (var buffer = new PooledBuffer(16 * 1024, memory))
        {
            Assert.Equal(16 * 1024, memory.Taken);
            buffer.Write(new byte[Large]);
            Assert.Equal(Large, memory.Taken);
        }

        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public void A_buffer_does_not_grow_beyond_what_is_left_and_keeps_what_it_has()
    {
        var memory = new BodyMemory(Large);
        using var other = new PooledBuffer(Large / 2, memory);
        using (var buffer = new PooledBuffer(Large / 4, memory))
        {
            buffer.Write(new byte[Large / 4]);
            var e = Assert.Throws<BadReviewException>(() => buffer.Write(new byte[1]));
            Assert.Equal(503, e.StatusCode);
            Assert.Equal(Large / 4, buffer.Length);
        }

        Assert.Equal(Large / 2, memory.Taken);
    }

    [Fact]
    public async Task A_body_that_there_is_no_memory_for_is_refused_and_others_are_read()
    {
        await using var process = await WebhookProcess.StartAsync(configure: services => services.AddSingleton(new BodyMemory(256 * 1024)));
        using var client = process.Client();
        var review = Review.Create(Pods.Compliant()).ToJsonString();

        using var refused = await client.PostAsync("/validate", WebhookProcess.Body(review + new string(' ', Large)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var answered = await client.PostAsync("/validate", WebhookProcess.Body(review));
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);

        var memory = process.Services.GetRequiredService<BodyMemory>();
        while (memory.Taken > 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
