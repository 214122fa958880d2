using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Queues;

/// <summary>Who waits for whom. Keys are called after their group: <c>a1</c>, <c>a2</c>, <c>b1</c>.</summary>
public sealed class FairnessTests
{
    private readonly FakeTimeProvider time = new();
    private readonly WorkQueue<string> queue;

    public FairnessTests() => queue = new WorkQueue<string>("test", new RuntimeServices { Time = time }, key => key[..1]);

    private string Take()
    {
        var taken = queue.TakeAsync(TestContext.Current.CancellationToken);
        Assert.True(taken.IsCompleted, "no key is ready");
        queue.Done(taken.Result);
        return taken.Result;
    }

    private IEnumerable<string> TakeAll()
    {
        while (queue.Count > 0)
            yield return Take();
    }

    private void Add(QueuePriority priority, params string[] keys)
    {
        foreach (var key in keys)
            queue.Add(key, priority);
    }

    [Theory]
    [InlineData(QueuePriority.Normal)]
    [InlineData(QueuePriority.Repair)]
    [InlineData(QueuePriority.Low)]
    public void Groups_take_turns_and_within_a_group_the_first_is_first(QueuePriority priority)
    {
        Add(priority, "a1", "a2", "a3", "b1", "c1", "c2");

        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3"], TakeAll());
    }

    [Fact]
    public void News_wait_for_one_repair_each_and_not_for_ten_thousand()
    {
        for (var i = 0; i < 10_000; i++)
            queue.Add($"a{i}", QueuePriority.Repair);
        Take();
        Add(QueuePriority.Normal, "b1", "b2", "b3");

        var taken = Enumerable.Range(0, 6).Select(_ => Take()).ToArray();
        Assert.Equal(["b1", "b2", "b3"], taken.Where(k => k[0] == 'b'));
        Assert.Equal(9_996, TakeAll().Count());
    }

    [Fact]
    public void Repairs_go_on_while_news_never_end()
    {
        Add(QueuePriority.Repair, "a1", "a2");
        for (var i = 0; i < 3; i++)
            Add(QueuePriority.Normal, $"b{i}", $"c{i}");

        Assert.Equal(["a1", "a2"], Enumerable.Range(0, 4).Select(_ => Take()).Where(k => k[0] == 'a'));
    }

    [Fact]
    public void Both_go_before_the_initial_list()
    {
        Add(QueuePriority.Low, "a1", "b1");
        Add(QueuePriority.Repair, "c1");
        Add(QueuePriority.Normal, "d1");

        Assert.Equal(["a1", "b1"], TakeAll().Skip(2));
    }

    [Fact]
    public void News_of_a_key_that_waits_for_repair_make_it_urgent_and_it_is_served_once()
    {
        Add(QueuePriority.Repair, "a1", "a2", "a3");
        Add(QueuePriority.Normal, "a3");

        Assert.Equal("a3", Take());
        Assert.Equal(["a1", "a2"], TakeAll());
    }

    [Fact]
    public async Task To_look_again_keeps_the_priority_that_a_key_was_taken_with()
    {
        Add(QueuePriority.Repair, "a1");
        var key = await queue.TakeAsync(TestContext.Current.CancellationToken);
        queue.AddAgain(key, TimeSpan.FromSeconds(1));
        queue.Done(key);
        Add(QueuePriority.Low, "b1");
        time.Advance(TimeSpan.FromSeconds(1));
        Add(QueuePriority.Normal, "c1", "c2");

        Assert.Equal(["c1", "a1", "c2", "b1"], TakeAll());
    }
}
