using Benchmarks.HotPaths;
using Tenancy.Isolation;

namespace Benchmarks.Tests.HotPaths;

/// <summary>What hot paths may allocate. Bytes are the same on every machine and under every load; times are not, and have no test.</summary>
public sealed class AllocationGateTests
{
#if DEBUG
    private const long BytesOfAsyncState = 192;
#else
    private const long BytesOfAsyncState = 0;
#endif

    public static TheoryData<string> Paths => [.. HotPathList.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_hot_path_allocates_no_more_than_it_may(string name)
    {
        var path = HotPathList.All.Single(p => p.Name == name);

        Assert.InRange(path.Allocated(), 0, path.AllowedBytes + (path.AsyncMethods * BytesOfAsyncState));
    }

    [Fact]
    public void Every_room_of_rules_is_among_them() => Assert.Empty(
        RuleCatalogue.All.Select(r => $"rules/{r.Id.Split('/')[0]}").Distinct().Except(HotPathList.All.Select(p => p.Name)));
}
