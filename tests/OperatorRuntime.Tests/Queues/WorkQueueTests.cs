using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Queues;

public sealed class WorkQueueTests
{
    private readonly FakeTimeProvider time = new();
    private readonly WorkQueue<string> queue;

    public WorkQueueTests() => queue = new WorkQueue<string>("test", new RuntimeServices { Time = time });

    private string Take()
    {
        var taken = queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.True(taken.IsCompleted, "no key is ready");
        return taken.Result;
    }

    [Fact]
    public void A_key_waits_at_most_once()
    {
        queue.Add("a");
        queue.Add("a");
        Take();

        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_key_added_while_it_is_worked_on_runs_once_more_and_only_afterwards()
    {
        queue.Add("a");
        var key = Take();
        queue.Add("a");
        queue.Add("a");
        Assert.Equal(0, queue.Count);

        queue.Done(key);
        Assert.Equal("a", Take());
        queue.Done(key);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void News_go_before_the_initial_list()
    {
        queue.Add("old1", QueuePriority.Low);
        queue.Add("old2", QueuePriority.Low);
        queue.Add("new");

        Assert.Equal(["new", "old1", "old2"], new[] { Take(), Take(), Take() });
    }

    [Fact]
    public void A_patient_key_becomes_urgent_when_there_is_news_of_it_and_is_still_served_once()
    {
        queue.Add("a", QueuePriority.Low);
        queue.Add("b", QueuePriority.Low);
        queue.Add("b");

        Assert.Equal(["b", "a"], new[] { Take(), Take() });
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_delayed_key_comes_when_its_time_has_come()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, queue.Count);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a", Take());
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(8)]
    public void A_clock_that_is_set_anew_makes_no_delayed_key_come_sooner_or_later(int days)
    {
        var clock = new JumpingTime(time);
        var jumping = new WorkQueue<string>("test", new RuntimeServices { Time = clock });
        jumping.AddAfter("a", TimeSpan.FromSeconds(10));
        clock.Ahead = TimeSpan.FromDays(days);
        jumping.AddAfter("b", TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, jumping.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, jumping.Count);
    }

    [Fact]
    public void The_earlier_of_two_delays_holds()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(2));
        queue.AddAfter("a", TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(2));
        queue.Done(Take());
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Failures_double_the_wait_up_to_five_minutes_and_success_ends_it()
    {
        Assert.Equal([5, 10, 20, 40, 80], Enumerable.Range(0, 5).Select(_ => WaitOf("a").TotalMilliseconds));
        for (var i = 0; i < 20; i++)
        {
            WaitOf("a");
        }
        Assert.Equal(TimeSpan.FromMinutes(5), WaitOf("a"));
        queue.Forget("a");

        Assert.Equal(TimeSpan.FromMilliseconds(5), WaitOf("a"));
    }

    [Fact]
    public void Many_failing_keys_share_ten_retries_a_second()
    {
        for (var i = 0; i < 200; i++)
        {
            queue.AddRateLimited($"k{i}");
        }
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(100, queue.Count);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(200, queue.Count);
    }

    [Fact]
    public void A_failing_key_of_the_initial_list_does_not_overtake_news()
    {
        queue.Add("old", QueuePriority.Low);
        var old = Take();
        queue.AddRateLimited(old);
        queue.Done(old);
        time.Advance(TimeSpan.FromSeconds(1));
        queue.Add("new");

        Assert.Equal(["new", "old"], new[] { Take(), Take() });
    }

    [Fact]
    public async Task A_taker_that_gave_up_takes_nothing_with_it()
    {
        using var giveUp = new CancellationTokenSource();
        var impatient = queue.TakeAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        queue.Add("a");

        Assert.Equal("a", Take());
    }

    private TimeSpan WaitOf(string key)
    {
        queue.AddRateLimited(key);
        var waited = TimeSpan.Zero;
        while (queue.Count == 0)
        {
            var step = waited < TimeSpan.FromSeconds(1) ? TimeSpan.FromMilliseconds(5) : TimeSpan.FromMilliseconds(20);
            time.Advance(step);
            waited += step;
        }
        queue.Done(Take());
        return waited;
    }
}
