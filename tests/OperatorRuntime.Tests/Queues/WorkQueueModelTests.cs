using System.Collections.Concurrent;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Queues;

public sealed class WorkQueueModelTests
{
    /// <summary>What the queue promises, as naively as it can be written: lists, no heap, no lazy entries.</summary>
    private sealed class Model
    {
        private readonly List<(int Key, QueuePriority Priority)> waiting = [];
        private readonly Dictionary<int, QueuePriority> again = [];
        private readonly Dictionary<int, (int At, QueuePriority Priority)> later = [];
        private int now;

        public HashSet<int> Running { get; } = [];

        public int Count => waiting.Count;

        public void Add(int key, QueuePriority priority)
        {
            if (Running.Contains(key))
            {
                again[key] = again.TryGetValue(key, out var known) && known > priority ? known : priority;
                return;
            }
            var index = waiting.FindIndex(entry => entry.Key == key);
            if (index < 0)
            {
                waiting.Add((key, priority));
            }
            else if (waiting[index].Priority < priority)
            {
                waiting.RemoveAt(index);
                waiting.Add((key, priority));
            }
        }

        public void AddAfter(int key, int delay, QueuePriority priority) =>
            later[key] = later.TryGetValue(key, out var known)
                ? (Math.Min(known.At, now + delay), known.Priority > priority ? known.Priority : priority)
                : (now + delay, priority);

        public void Advance(int time)
        {
            for (var end = now + time; now < end;)
            {
                now++;
                foreach (var (key, due) in later.Where(entry => entry.Value.At <= now).ToList())
                {
                    later.Remove(key);
                    Add(key, due.Priority);
                }
            }
        }

        public HashSet<int> Next()
        {
            // News and repairs take turns: either may be next.
            var anyBefore = waiting.Any(entry => entry.Priority > QueuePriority.Low);
            return [.. waiting.Where(entry => entry.Priority > QueuePriority.Low == anyBefore).Select(entry => entry.Key)];
        }

        public void Take(int key)
        {
            waiting.RemoveAll(entry => entry.Key == key);
            Running.Add(key);
        }

        public void Done(int key)
        {
            Running.Remove(key);
            if (again.Remove(key, out var priority))
            {
                Add(key, priority);
            }
        }
    }

    private static readonly Gen<QueuePriority> Priority = Gen.Int[0, 2].Select(priority => (QueuePriority)priority);

    private static readonly Gen<(char Kind, int Key, int Time, QueuePriority Priority)> Step =
        Gen.Select(Gen.Char["aaldttdv"], Gen.Int[0, 4], Gen.Int[1, 5], Priority);

    [Fact]
    public void The_queue_does_what_the_naive_model_does() => Step.List[0, 80].Sample(steps =>
    {
        var time = new FakeTimeProvider();
        var queue = new WorkQueue<int>("test", new RuntimeServices { Time = time }, key => $"group {key % 2}");
        var model = new Model();
        foreach (var step in steps)
        {
            Play(step, queue, model, time);
            Assert.Equal(model.Count, queue.Count);
        }
    });

    private static void Play((char Kind, int Key, int Time, QueuePriority Priority) step, WorkQueue<int> queue, Model model, FakeTimeProvider time)
    {
        switch (step.Kind)
        {
            case 'a':
                queue.Add(step.Key, step.Priority);
                model.Add(step.Key, step.Priority);
                break;
            case 'l':
                queue.AddAfter(step.Key, TimeSpan.FromSeconds(step.Time), step.Priority);
                model.AddAfter(step.Key, step.Time, step.Priority);
                break;
            case 't' when model.Count > 0:
                var allowed = model.Next();
                var taken = queue.TakeAsync(CancellationToken.None);
                Assert.True(taken.IsCompleted);
                Assert.Contains(taken.Result, allowed);
                model.Take(taken.Result);
                break;
            case 'd' when model.Running.Contains(step.Key):
                queue.Done(step.Key);
                model.Done(step.Key);
                break;
            case 'v':
                time.Advance(TimeSpan.FromSeconds(step.Time));
                model.Advance(step.Time);
                break;
        }
    }

    [Fact]
    public async Task Under_concurrent_producers_and_workers_no_key_is_lost_and_none_is_worked_on_twice_at_a_time()
    {
        var queue = new WorkQueue<int>("test");
        var running = new ConcurrentDictionary<int, bool>();
        var versions = new int[20];
        var seen = new int[20];
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var key = await queue.TakeAsync(stop.Token);
                Assert.True(running.TryAdd(key, true), "two workers on one key");
                Volatile.Write(ref seen[key], Volatile.Read(ref versions[key]));
                await Task.Yield();
                running.TryRemove(key, out bool _);
                queue.Done(key);
            }
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(producer => Task.Run(() =>
        {
            var random = new Random(producer);
            for (var i = 0; i < 20_000; i++)
            {
                var key = random.Next(versions.Length);
                Interlocked.Increment(ref versions[key]);
                queue.Add(key, (QueuePriority)random.Next(3));
            }
        })));
        await FakeApiServer.ApiServer.EventuallyAsync(() => versions.SequenceEqual(seen), "every key was worked on after its last change");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(workers));
    }
}
