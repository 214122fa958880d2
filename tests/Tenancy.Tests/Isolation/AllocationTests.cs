using Tenancy.Isolation;

namespace Tenancy.Tests.Isolation;

public sealed class AllocationTests
{
    /// <summary>The rules see every pod of every tenant: a good one costs its verdict and the names in its image, no more.</summary>
    [Fact]
    public void A_pod_that_breaks_nothing_costs_next_to_no_memory()
    {
        var input = Ask.Input("""{"pods": {"imagePullPolicies": null}}""", "pods", Operations.Create, Ask.GoodPod, null);
        for (var i = 0; i < 100; i++)
            Assert.True(RuleEngine.Decide(input).Allowed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RuleEngine.Decide(input);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256);
    }
}
