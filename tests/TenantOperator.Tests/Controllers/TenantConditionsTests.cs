using Tenancy.Api;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Tests.Controllers;

public sealed class TenantConditionsTests
{
    [Fact]
    public void A_tenant_is_ready_when_all_its_namespaces_are()
    {
        var namespaces = TenantConditions.NamespacesReady([Report("a", ready: true), Report("b", ready: true)]);

        Assert.Equal(("AllReady", "2 namespaces are ready"), (namespaces.Reason, namespaces.Message));
        Assert.True(TenantConditions.Ready([], namespaces).Holds);
    }

    [Fact]
    public void What_fails_in_a_namespace_is_told_with_its_name()
    {
        var namespaces = TenantConditions.NamespacesReady([Report("a", ready: true), Report("b", ready: false, error: "network policy refused")]);

        Assert.Equal(("Incomplete", "b: network policy refused"), (namespaces.Reason, namespaces.Message));
        Assert.Equal(new TenantCondition("Ready", false, "Incomplete", "b: network policy refused"), TenantConditions.Ready([], namespaces));
    }

    [Fact]
    public void A_terminating_namespace_keeps_no_tenant_from_being_ready() =>
        Assert.True(TenantConditions.NamespacesReady([Report("a", ready: true), Report("b", ready: false) with { Terminating = true }]).Holds);

    [Fact]
    public void Obstacles_are_told_first_and_not_more_than_a_few_of_them()
    {
        var obstacles = Enumerable.Range(1, 7).Select(n => new Obstacle("NamespaceConflict", $"obstacle {n}")).ToArray();

        var ready = TenantConditions.Ready(obstacles, TenantConditions.NamespacesReady([]));

        Assert.Equal("NamespaceConflict", ready.Reason);
        Assert.EndsWith("obstacle 5; and 2 more", ready.Message, StringComparison.Ordinal);
    }

    private static NamespaceReport Report(string name, bool ready, string? error = null) =>
        new(name, false, ready, NamespaceOrigin.Provisioned, Progress.Done, error);
}
