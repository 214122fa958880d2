using Conformance.Deciders;
using Conformance.Format;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Conformance;

/// <summary>What admission says of a new object of a member, the audit says of the same object once it is stored.</summary>
public sealed class AuditTests
{
    // What the system writes into an object later, so that a stored one does not tell whether its author did.
    private static readonly HashSet<(string Rule, string Plural)> WrittenLater = [("pods/node-name", "pods"), ("pods/annotations", "pods")];

    // The same, of a field that a rule has beside others.
    private const string BindersMark = "a claim that says of itself that it is bound";

    private static readonly InProcessDecider Decider = new(Corpus.World);

    [Fact]
    public void The_audit_finds_what_admission_refuses_and_nothing_else()
    {
        var compared = Corpus.Files.SelectMany(f => f.Cases).Where(IsOfAMember).Select(c => (Case: c, Stored: Decider.Audited(c)!)).ToArray();

        Assert.True(compared.Length > 700, $"only {compared.Length} cases");
        string[] differ = [.. compared.Where(x => !Admitted(x.Case).SequenceEqual(x.Stored)).Select(x => $"{x.Case}: {string.Join(' ', Admitted(x.Case))} but stored {string.Join(' ', x.Stored)}")];
        Assert.True(differ.Length == 0, string.Join('\n', differ));
    }

    private static bool IsOfAMember(CorpusCase c) => c is { Operation: Operations.Create, Subresource: "", Name: not BindersMark }
        && !Corpus.World.Platform.StandingOf(c.User, TenantPolicy.Unowned).IsPlatformOrSystem() && Decider.Audited(c) is not null;

    private static IReadOnlyList<string> Admitted(CorpusCase c)
    {
        var request = InProcessDecider.Request(c);
        var verdict = Decider.Verdict(c, request);
        return
        [
            .. verdict.Denials.Concat(verdict.Warnings).Concat(verdict.Audited).Select(v => v.RuleId).Distinct()
                .Where(id => RuleCatalogue.All.Single(r => r.Id == id).NotAudited is null && !WrittenLater.Contains((id, request.Resource)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
