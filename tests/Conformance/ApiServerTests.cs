using Conformance.ApiServer;
using Conformance.Format;

namespace Conformance;

public sealed class ApiServerTests(ApiServerFixture fixture, Scoreboard scoreboard) : IClassFixture<ApiServerFixture>
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        Corpus.Files.SelectMany(f => f.Cases).Select(c => new TheoryDataRow<string, string>(c.Rule, c.Name) { TestDisplayName = $"API server: {c}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_API_server_and_the_webhooks_decide_as_the_corpus_says(string rule, string name)
    {
        var c = Corpus.Find(rule, name);
        scoreboard.Server = fixture.Version;
        if (fixture.Reason(c) is { } reason)
            scoreboard.Skip(c, ApiServerDecider.Way, reason);
        // What is only audited shows in no answer; see below.
        var visible = c.Decision == Decision.Audit ? c with { Decision = Decision.Allow, Rules = [] } : c;
        await scoreboard.JudgeAsync(visible, ApiServerDecider.Way, fixture.AnswerAsync(c));
    }

    /// <summary>By the metrics of the webhook processes.</summary>
    [Fact]
    public async Task What_is_only_audited_is_counted() =>
        Assert.Empty(fixture.ExpectedAudits.Except(await fixture.CountedAuditsAsync(TestContext.Current.CancellationToken)));

    /// <summary>Or the corpus would say nothing of replicas. More than the few requests that start-up makes.</summary>
    [Fact]
    public async Task Both_webhook_processes_have_answered() =>
        Assert.All(await fixture.RequestsByWebhookProcessAsync(TestContext.Current.CancellationToken), n => Assert.InRange(n, 50, double.MaxValue));
}
