using ControlPlanes.Audit;

namespace Rights;

/// <summary>
/// Least privilege, measured: what the chart's roles grant to the operator's processes against all calls that these made in a run of <c>tests/Integration</c>, which <c>make test</c> runs
/// just before. The API servers' audit logs tell the calls.
/// </summary>
public sealed class IntegrationRunTests
{
    [Fact]
    public void Every_right_that_the_chart_grants_was_used() => AssertNone(Run().Excess, "granted and never used; take it out of the chart, or say in exceptions.txt why it stays");

    [Fact]
    public void No_call_lacked_a_right() => AssertNone(Run().Lack, "refused to the operator");

    [Fact]
    public void Every_exception_is_of_a_right_that_is_granted_and_says_why()
    {
        AssertNone(Run().Stale, "excepted and not granted; take it out of exceptions.txt");
        Assert.All(Exempt.ReadAll(), e => Assert.True(e.Reason.Length > 10, $"{e.Right} has no reason"));
    }

    private static Comparison Run()
    {
        Assert.SkipUnless(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_KUBECONFIG")), "the API server of TEST_KUBECONFIG keeps its audit log to itself");
        Assert.SkipUnless(
            Directory.Exists(RightsRecord.Folder), $"{RightsRecord.Folder} holds no record: run tests/Integration before, on an API server that is a process on this machine");
        return new(RightsRecord.Read(RightsRecord.Folder), Exempt.ReadAll());
    }

    private static void AssertNone(IReadOnlyList<string> found, string what) => Assert.True(found.Count == 0, $"{what}:\n{string.Join('\n', found)}");
}
