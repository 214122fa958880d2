using ControlPlanes.Audit;

namespace Rights;

/// <summary>That the comparison sees excess and lack.</summary>
public sealed class ComparisonTests
{
    private const string Forbidden = "User cannot do that";

    [Theory]
    [InlineData("controller pods: list", "controller pods: list")]
    [InlineData("controller leases tenant-operator-controller: get in tenant-operator", "controller leases tenant-operator-controller: get in tenant-operator")]
    [InlineData("controller namespaces: delete", "controller namespaces acme-dev: delete in acme-dev")]
    [InlineData("webhooks events: create", "webhooks events acme.1: create in acme-dev")]
    public void A_right_that_is_used_is_neither_excess_nor_lack(string granted, string used)
    {
        var comparison = Compare([granted], [new(Right.Parse(used))]);

        Assert.Empty(comparison.Excess);
        Assert.Empty(comparison.Lack);
    }

    [Theory]
    [InlineData("controller pods: watch", "controller pods: list")]
    [InlineData("webhooks pods: list", "controller pods: list")]
    [InlineData("controller secrets a: list in tenant-operator", "controller secrets b: list in tenant-operator")]
    [InlineData("controller secrets: create in tenant-operator", "controller secrets: create in default")]
    [InlineData("controller tenants/status: patch", "controller tenants: patch")]
    public void A_right_that_nothing_used_is_excess(string granted, string used) =>
        Assert.Equal([granted], Compare([granted], [new(Right.Parse(used))]).Excess);

    [Fact]
    public void An_exception_excuses_excess_of_its_own_right_alone() =>
        Assert.Equal(["controller pods: watch"], Compare(["controller pods: watch", "controller pods: get"], [], "controller pods: get # a path that no run can take").Excess);

    [Fact]
    public void What_was_refused_and_is_not_granted_is_lack() =>
        Assert.Equal([$"controller secrets: get in default ({Forbidden})"], Compare(["controller pods: list"], [new(Right.Parse("controller secrets: get in default"), Forbidden)]).Lack);

    // Before the chart's roles have reached the authorizer, and after they are gone.
    [Fact]
    public void What_was_refused_though_it_is_granted_is_no_lack_and_no_use()
    {
        var comparison = Compare(["controller pods: list"], [new(Right.Parse("controller pods: list"), Forbidden)]);

        Assert.Empty(comparison.Lack);
        Assert.Single(comparison.Excess);
    }

    [Fact]
    public void An_exception_of_what_is_not_granted_is_stale() =>
        Assert.Equal(["controller pods: get"], Compare(["controller pods: list"], [], "controller pods: get # why").Stale);

    [Fact]
    public void Records_of_several_API_servers_are_taken_together()
    {
        var folder = Directory.CreateTempSubdirectory("tenant-operator-rights-");
        try
        {
            var (list, get, secret) = (Right.Parse("controller pods: list"), Right.Parse("controller pods: get"), Right.Parse("controller secrets: get in default"));
            RightsRecord.Of([list, get], [new(list), new(secret, Forbidden)]).WriteTo(folder.FullName);
            RightsRecord.Of([list, get], [new(get)]).WriteTo(folder.FullName);
            var both = new Comparison(RightsRecord.Read(folder.FullName), []);

            Assert.Empty(both.Excess);
            Assert.Single(both.Lack);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Comparison Compare(string[] granted, Call[] calls, params string[] exceptions) =>
        new(RightsRecord.Of([.. granted.Select(Right.Parse)], calls), Exempt.Read(exceptions));
}
