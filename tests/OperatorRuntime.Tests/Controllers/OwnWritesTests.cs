using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Controllers;

public sealed class OwnWritesTests
{
    private static readonly NamespacedName Tenant = NamespacedName.Cluster("acme");
    private readonly FakeTimeProvider time = new();
    private readonly OwnWrites writes;

    public OwnWritesTests() => writes = new OwnWrites(new RuntimeServices { Time = time });

    [Fact]
    public void A_write_is_seen_when_the_cache_has_reached_its_version()
    {
        writes.Record(Tenant, Cluster.Widgets, "99");
        writes.Record(Tenant, Cluster.Widgets, "100");

        Assert.False(writes.AreSeen(Tenant, _ => "99"));
        Assert.True(writes.AreSeen(Tenant, _ => "100"));
    }

    [Fact]
    public void Versions_compare_as_numbers()
    {
        writes.Record(Tenant, Cluster.Widgets, "1000");

        Assert.False(writes.AreSeen(Tenant, _ => "999"));
    }

    [Fact]
    public void Each_kind_has_its_own_cache()
    {
        writes.Record(Tenant, Cluster.Widgets, "10");
        writes.Record(Tenant, Cluster.ConfigMaps, "20");

        Assert.False(writes.AreSeen(Tenant, type => type == Cluster.Widgets ? "30" : "15"));
        Assert.True(writes.AreSeen(Tenant, type => type == Cluster.Widgets ? "1" : "20"));
    }

    [Theory]
    [InlineData("abc", "1")]
    [InlineData("5", "abc")]
    [InlineData("5", "")]
    public void A_version_that_is_no_number_is_not_waited_for(string written, string seen)
    {
        writes.Record(Tenant, Cluster.Widgets, written);

        Assert.True(writes.AreSeen(Tenant, _ => seen));
    }

    [Fact]
    public void After_two_minutes_nothing_is_waited_for()
    {
        writes.Record(Tenant, Cluster.Widgets, "100");
        time.Advance(TimeSpan.FromSeconds(121));

        Assert.True(writes.AreSeen(Tenant, _ => "1"));
    }

    [Fact]
    public void Other_keys_do_not_wait()
    {
        writes.Record(Tenant, Cluster.Widgets, "100");

        Assert.True(writes.AreSeen(NamespacedName.Cluster("other"), _ => "1"));
    }
}
