using Fuzzing;

namespace Webhooks.Tests.Reviews;

/// <summary>The fuzzer's seeds as normal tests, each with what the fuzzer asserts.</summary>
public sealed class FuzzSeedTests
{
    public static TheoryData<string> Names => [.. Seeds.All().Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_is_refused_or_answered(string name)
    {
        var isReview = ReviewTarget.Run(Seeds.All().First(s => s.Name == name).Body);
        // Those of the corpus get as far as the rules.
        Assert.True(isReview || File.Exists(Path.Combine(AppContext.BaseDirectory, "seeds", name)));
    }

    [Fact]
    public void The_rules_answer_in_both_tenants()
    {
        var answered = Seeds.All().Where(s => ReviewTarget.Run(s.Body)).Select(s => s.Name).ToList();
        Assert.Contains(answered, n => n.EndsWith("-deny-acme-dev.json", StringComparison.Ordinal));
        Assert.Contains(answered, n => n.EndsWith("-deny-full-dev.json", StringComparison.Ordinal));
    }
}
