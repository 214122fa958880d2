using Tenancy.Audit;
using Tenancy.Isolation;

namespace Tenancy.Tests.Audit;

public sealed class AuditedKindsTests
{
    [Fact]
    public void The_audit_reads_every_kind_that_an_audited_rule_judges_when_it_is_made_and_no_other()
    {
        var guarded = RuleCatalogue.All.Where(r => r.NotAudited is null).SelectMany(Made).ToHashSet();

        Assert.Equal(guarded.Except(AuditedKinds.NotRead).Order(), AuditedKinds.All.Select(k => (k.Group, k.Plural)).Order());
        Assert.All(AuditedKinds.NotRead, kind => Assert.Contains(kind, guarded));
    }

    [Fact]
    public void Every_rule_is_audited_or_says_why_not()
    {
        var silent = RuleCatalogue.All.Where(r => r.NotAudited is null && !Made(r).Any());

        Assert.Empty(silent.Select(r => r.Id));
        Assert.All(RuleCatalogue.All.Select(r => r.NotAudited).OfType<string>(), why => Assert.Matches("^[A-Z].{15,}[.]$", why));
    }

    [Fact]
    public void No_Secret_is_read() => Assert.DoesNotContain(AuditedKinds.All, k => k.Plural is "secrets");

    private static IEnumerable<(string Group, string Plural)> Made(IRule rule) =>
        rule.Guards.Where(g => g.Operations.HasFlag(Operations.Create) && g.Stage is Stage.Validation && !g.Resource.Contains('/', StringComparison.Ordinal)).Select(g => (g.Group, g.Resource));
}
