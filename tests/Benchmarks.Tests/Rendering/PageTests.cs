using Benchmarks.Frame;
using Benchmarks.Rendering;
using Benchmarks.Results;
using Benchmarks.Statistics;

namespace Benchmarks.Tests.Rendering;

public sealed class PageTests
{
    private static readonly SectionResult Measured = new()
    {
        Section = "one",
        Date = new(2026, 3, 4, 5, 6, 0, TimeSpan.Zero),
        Machine = new() { Processor = "a processor", Commit = "abc" },
        Figures = [new("late", "time of it", new(1.4, 1.3, 1.5, 3), "×", Target.Most(1.2)), new("fine", "much of it", Spread.Of(0.9), "×", Target.Least(0.85))],
    };

    [Fact]
    public void What_falls_short_comes_before_all_sections_with_its_reason()
    {
        var page = Print(Measured, new() { ["one/late"] = "The pipe is narrow." });

        var first = page[..page.IndexOf("## 1.", StringComparison.Ordinal)];
        Assert.Contains("**First.** The pipe is narrow.\n\n| figure", first, StringComparison.Ordinal);
        Assert.Contains("| time of it | 1.4 (1.3–1.5) × | ≤ 1.2 × |", first, StringComparison.Ordinal);
        Assert.DoesNotContain("much of it", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_may_be_that_of_many_figures() => Assert.Contains("**First.** All of them.", Print(Measured, new() { ["one/l*"] = "All of them." }), StringComparison.Ordinal);

    [Fact]
    public void A_shortfall_without_a_reason_says_so() => Assert.Contains("Not found out yet", Print(Measured, []), StringComparison.Ordinal);

    [Fact]
    public void A_section_tells_when_and_where_it_was_measured_and_how_it_is_repeated()
    {
        var page = Print(Measured, []);

        Assert.Contains("Measured 2026-03-04 05:06 UTC", page, StringComparison.Ordinal);
        Assert.Contains("a processor", page, StringComparison.Ordinal);
        Assert.Contains("`make bench ONLY=one`", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_measured_is_said()
    {
        var page = Print(null, []);

        Assert.Contains("Not measured: First.", page, StringComparison.Ordinal);
        Assert.Contains("why we ask\n\nNot measured.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_is_read_as_it_was_stored()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var store = new Store<SectionResult>(folder);
            store.Put("one", Measured);

            Assert.Equivalent(Measured, store.Get("one"), strict: true);
            Assert.Null(store.Get("two"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Print(SectionResult? result, Dictionary<string, string> reasons) => new Page([new First()], _ => result, new(reasons), "performance").Print();

    private sealed class First : ISection
    {
        public int Number => 1;

        public string Id => "one";

        public string Title => "First";

        public string Question => "why we ask";

        public Task<SectionResult> MeasureAsync(Run run, CancellationToken cancel) => throw new NotSupportedException();
    }
}
