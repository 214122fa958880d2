using Benchmarks.Frame;
using Benchmarks.Results;
using Benchmarks.Statistics;
using Drills.Frame;
using Drills.Rendering;

namespace Drills.Tests.Rendering;

public sealed class ReliabilityPageTests
{
    private static readonly DrillResult Seen = new()
    {
        Date = new(2026, 3, 4, 5, 6, 0, TimeSpan.Zero),
        Took = TimeSpan.FromSeconds(40),
        Machine = new() { Processor = "a processor", Commit = "abc" },
        Figures = [new("heal", "time of it", Spread.Of(12.345), "s", Target.Most(20)), new("let-through", "what passed", Spread.Of(1), "", Target.Most(0)), new("sent", "requests", Spread.Of(1234), "")],
        Notes = ["It was seen."],
    };

    [Fact]
    public void A_figure_beyond_its_bound_falls_short_in_the_summary_and_below()
    {
        var page = Print(Seen);

        Assert.Contains("| [The pipe bursts](#7-the-pipe-bursts) | **falls short** | 12.35 s |", page, StringComparison.Ordinal);
        Assert.Contains("| what passed | 1 | ≤ 0 | **falls short** |", page, StringComparison.Ordinal);
        Assert.Contains("| requests | 1,234 |  |  |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_promised_done_and_seen_stands_together() => Assert.Contains(
        """
        ## 7. The pipe bursts
        **Promised.** Dry feet.

        **Done.** A hammer.

        **Watched.** The floor.

        **Seen** 2026-03-04 05:06 UTC in 40 s by `make drills ONLY=burst`
        """, Print(Seen), StringComparison.Ordinal);

    [Fact]
    public void What_was_not_done_says_why() => Assert.Contains("Not done: no hammer.", Print(new() { NotDone = "no hammer" }), StringComparison.Ordinal);

    [Fact]
    public void What_was_never_done_is_said() => Assert.Contains("Not done yet.", Print(null), StringComparison.Ordinal);

    [Fact]
    public void A_result_is_read_as_it_was_stored()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var store = new Store<DrillResult>(folder);
            store.Put("burst", Seen);

            Assert.Equivalent(Seen, store.Get("burst"), strict: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Print(DrillResult? result) => new ReliabilityPage([new Burst()], _ => result).Print();

    private sealed class Burst : IDrill
    {
        public int Number => 7;

        public string Id => "burst";

        public string Title => "The pipe bursts";

        public string Promise => "Dry feet.";

        public string Cause => "A hammer.";

        public string Watched => "The floor.";

        public Bounds Bounds => new();

        public Task RunAsync(Scene scene, CancellationToken cancel) => throw new NotSupportedException();
    }
}
