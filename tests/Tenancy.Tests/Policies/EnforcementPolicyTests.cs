using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class EnforcementPolicyTests
{
    private const string Rule = "pods/host-ports";
    private const string Other = "services/node-port";

    public static TheoryData<string> AlwaysEnforced => [.. RuleCatalogue.All.Where(r => r.AlwaysEnforced is not null).Select(r => r.Id)];

    [Fact]
    public void Who_sets_nothing_is_held_to_every_rule()
    {
        Assert.All(RuleCatalogue.All, rule => Assert.Equal(EnforcementMode.Enforce, TenantPolicy.Compile(new()).Enforcement.ModeOf(rule.Id)));
        Assert.All(RuleCatalogue.All, rule => Assert.Equal(EnforcementMode.Enforce, TenantPolicy.Unowned.Enforcement.ModeOf(rule.Id)));
    }

    [Fact]
    public void A_rule_that_is_listed_has_its_own_mode_and_all_others_that_of_the_tenant()
    {
        var policy = new EnforcementPolicy(new() { Mode = EnforcementMode.Audit, Rules = [new() { Id = Rule, Mode = EnforcementMode.Warn }] });
        Assert.Equal(EnforcementMode.Warn, policy.ModeOf(Rule));
        Assert.Equal(EnforcementMode.Audit, policy.ModeOf(Other));
    }

    [Theory]
    [MemberData(nameof(AlwaysEnforced))]
    public void No_mode_reaches_a_rule_that_is_always_enforced(string rule) => Assert.Equal(
        EnforcementMode.Enforce,
        new EnforcementPolicy(new() { Mode = EnforcementMode.Audit, Rules = [new() { Id = rule, Mode = EnforcementMode.Warn }] }).ModeOf(rule));

    [Fact]
    public void A_rule_that_is_always_enforced_says_why_in_a_sentence() =>
        Assert.All(RuleCatalogue.All.Select(r => r.AlwaysEnforced).OfType<string>(), why => Assert.Matches("^[A-Z].{20,}[.]$", why));

    [Fact]
    public void Of_two_modes_for_a_rule_the_stricter_holds() => Assert.Equal(
        EnforcementMode.Warn,
        new EnforcementPolicy(new() { Rules = [new() { Id = Rule, Mode = EnforcementMode.Audit }, null!, new() { Id = Rule, Mode = EnforcementMode.Warn }] }).ModeOf(Rule));

    [Fact]
    public void A_mode_that_is_not_known_opens_nothing()
    {
        var policy = new EnforcementPolicy(new() { Mode = (EnforcementMode)7, Rules = [new() { Id = Rule, Mode = (EnforcementMode)(-1) }] });
        Assert.Equal(EnforcementMode.Enforce, policy.ModeOf(Rule));
        Assert.Equal(EnforcementMode.Enforce, policy.ModeOf(Other));
    }

    [Fact]
    public void What_is_no_rule_has_no_mode() => Assert.Equal(EnforcementMode.Enforce, new EnforcementPolicy(new() { Mode = EnforcementMode.Audit }).ModeOf("pods/none"));
}
