using System.Text.Json;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Tests.Controllers;

/// <summary>A cluster has tens of thousands of quotas: what they have in common is held once.</summary>
public sealed class QuotaUsagesTests
{
    private readonly QuotaUsages _quotas = new();

    [Fact]
    public void Quotas_of_the_same_resources_share_their_names_whatever_they_allow()
    {
        var (first, second, third) = (Put("a-dev", pods: 10), Put("b-dev", pods: 20), Put("c-dev", pods: 10));

        Assert.Same(first.Resources, second.Resources);
        Assert.Same(first.Resources, third.Resources);
    }

    [Fact]
    public void Quotas_that_allow_the_same_one_after_the_other_share_that_too() =>
        Assert.Same(Put("a-dev", pods: 10).Hard, Put("a-prod", pods: 10).Hard);

    [Fact]
    public void What_is_shared_is_right()
    {
        Put("a-dev", pods: 10);

        var other = Put("b-dev", pods: 20);

        Assert.Equal((string[])["pods", "services"], other.Resources);
        Assert.Equal((double[])[20, 5], other.Hard);
        Assert.Equal((double[])[1, 0], other.Used);
    }

    private QuotaUsage Put(string ns, int pods)
    {
        using var stored = JsonDocument.Parse(
            $$$"""{"metadata": {"namespace": "{{{ns}}}", "name": "tenant-quota-objects"}, "status": {"hard": {"services": "5", "pods": "{{{pods}}}"}, "used": {"pods": "1", "services": "0"} } }""");
        _quotas.Put(stored.RootElement);
        return _quotas.All.Single(q => q.Key == new NamespacedName(ns, "tenant-quota-objects")).Value;
    }
}
