using Tenancy.Isolation;
using Webhooks.Mutation;
using Webhooks.Registrations;

namespace Webhooks.Tests.Registrations;

public sealed class WebhookRegistrationsTests
{
    [Fact]
    public void Every_guard_of_every_rule_has_its_hook() =>
        Assert.All(RuleCatalogue.All.SelectMany(r => r.Guards), guard => AssertHooked(guard, guard.Stage == Stage.Validation ? WebhookRegistrations.Validating : WebhookRegistrations.Mutating));

    [Fact]
    public void Every_guard_of_every_mutation_has_its_hook() =>
        Assert.All(Mutations.All.SelectMany(m => m.Guards), guard => AssertHooked(guard, WebhookRegistrations.Mutating));

    [Fact]
    public void No_pattern_catches_more_than_the_guards_ask_for() => Assert.All(
        WebhookRegistrations.Validating.Concat(WebhookRegistrations.Mutating).Where(e => e.Matching != Matching.InSuspendedNamespaces).SelectMany(e => e.Rules),
        rule =>
        {
            Assert.DoesNotContain(rule.Resources, r => r.Contains('*'));
            Assert.DoesNotContain('*', rule.Group);
            Assert.DoesNotContain("*", rule.Operations);
        });

    [Fact]
    public void Whatever_there_is_is_asked_about_in_suspended_namespaces_alone_and_fails_closed()
    {
        var entry = Assert.Single(WebhookRegistrations.Validating, e => e.Matching == Matching.InSuspendedNamespaces);
        Assert.True(entry.FailsClosed);
        Assert.Equal("suspended.validate.tenantoperator.io", entry.Name);
        var rule = Assert.Single(entry.Rules);
        Assert.Equal(("*", "*", "Namespaced"), (rule.Group, rule.Version, rule.Scope));
        Assert.Equal(["*/*"], rule.Resources);
        Assert.Equal(["CONNECT", "CREATE", "DELETE", "UPDATE"], rule.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Status_fails_open_and_nothing_but_status_goes_with_it()
    {
        foreach (var entry in WebhookRegistrations.Validating.Where(e => e.Matching == Matching.StatusInTenantNamespaces))
        {
            Assert.False(entry.FailsClosed);
            Assert.All(entry.Rules.SelectMany(r => r.Resources), r => Assert.EndsWith("/status", r, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Beside_status_only_entries_that_can_but_warn_fail_open()
    {
        foreach (var entry in WebhookRegistrations.Validating.Where(e => !e.FailsClosed && e.Matching != Matching.StatusInTenantNamespaces))
        {
            var resources = entry.Rules.SelectMany(r => r.Resources).ToHashSet(StringComparer.Ordinal);
            Assert.All(RuleCatalogue.All.SelectMany(r => r.Guards).Where(g => resources.Contains(g.Resource)), g => Assert.Equal(Effect.Warn, g.Effect));
        }
        Assert.Contains(WebhookRegistrations.Validating, e => e is { Name: "pods.validate.tenantoperator.io", FailsClosed: true });
        Assert.Contains(WebhookRegistrations.Validating, e => e is { Name: "deployments.validate.tenantoperator.io", FailsClosed: false });
    }

    /// <summary>Nodes are drained by evictions, and kubelets renew the tokens of running pods: neither may wait for a webhook.</summary>
    [Theory]
    [InlineData("pods/eviction")]
    [InlineData("pods/log")]
    [InlineData("serviceaccounts/token")]
    [InlineData("nodes")]
    [InlineData("leases")]
    [InlineData("events")]
    public void What_keeps_nodes_and_pods_going_is_never_asked_about(string resource) =>
        Assert.DoesNotContain(resource, WebhookRegistrations.Validating.Concat(WebhookRegistrations.Mutating).SelectMany(e => e.Rules).SelectMany(r => r.Resources));

    [Fact]
    public void Existing_namespaces_are_matched_by_their_own_labels_and_new_ones_all()
    {
        var namespaces = WebhookRegistrations.Validating.Where(e => e.Rules.Any(r => r.Resources[0].StartsWith("namespaces", StringComparison.Ordinal))).ToArray();
        var existing = Assert.Single(namespaces, e => e.Matching == Matching.WithTenantLabel);
        Assert.DoesNotContain("CREATE", existing.Rules.SelectMany(r => r.Operations));
        Assert.Equal(["namespaces", "namespaces/finalize", "namespaces/status"], existing.Rules.SelectMany(r => r.Resources));
        var created = Assert.Single(namespaces, e => e.Matching == Matching.AllButMasters);
        Assert.Equal(["CREATE"], created.Rules.SelectMany(r => r.Operations));
        Assert.Equal(2, namespaces.Length);
    }

    [Fact]
    public void Every_other_kind_is_matched_in_tenant_namespaces_alone() => Assert.All(
        WebhookRegistrations.Validating.Concat(WebhookRegistrations.Mutating).Where(e => e.Rules.All(r => r.Scope == "Namespaced")),
        entry => Assert.Contains(entry.Matching, (Matching[])[Matching.InTenantNamespaces, Matching.StatusInTenantNamespaces, Matching.EndpointsInTenantNamespaces, Matching.InSuspendedNamespaces]));

    [Fact]
    public void Names_are_unique_and_such_as_the_API_server_takes()
    {
        foreach (var entries in (IReadOnlyList<WebhookEntry>[])[WebhookRegistrations.Validating, WebhookRegistrations.Mutating])
        {
            Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count());
            Assert.All(entries, e => Assert.Matches("^[a-z-]+\\.(validate|mutate)\\.tenantoperator\\.io$", e.Name));
        }
    }

    private static void AssertHooked(Guard guard, IReadOnlyList<WebhookEntry> entries)
    {
        foreach (var operation in guard.Operations.ToString().ToUpperInvariant().Replace("WRITE", "CREATE, UPDATE").Split(", "))
        {
            Assert.Contains(entries.SelectMany(e => e.Rules), r =>
                r.Group == guard.Group && r.Version == guard.Version && r.Resources.Contains(guard.Resource) && r.Operations.Contains(operation));
        }
    }
}
