using CsCheck;
using Tenancy.Hosts;

namespace Tenancy.Tests.Hosts;

public sealed class HostOwnersTests
{
    private static readonly string[] Tenants = ["acme", "globex", "initech"];

    // Names and wildcards that overlap, and neighbours of these that do not.
    private static readonly string[] Hosts =
        ["example", "*.example", "a.example", "b.example", "*.a.example", "b.a.example", "c.b.a.example", "*.b.a.example", "xa.example", "localhost"];

    /// <summary>Puts and removals, each tenant as old as its last put says.</summary>
    private static readonly Gen<(string Tenant, int Created, string[]? Hosts)[]> History =
        Gen.Select(Gen.OneOf(Tenants), Gen.Int[0, 2], Gen.Frequency((1, Gen.Const((string[]?)null)), (4, Gen.OneOf(Hosts).Array[0, 4].Select(h => (string[]?)h)))).Array[0, 12];

    [Fact]
    public void It_answers_as_a_naive_model_does_after_any_history() => History.Sample(history =>
    {
        var (owners, model) = (new HostOwners(), new Dictionary<string, (int Created, string[] Hosts)>(StringComparer.Ordinal));
        foreach (var (tenant, created, hosts) in history)
            Do(owners, model, tenant, created, hosts);
        foreach (var host in Hosts)
        {
            Assert.Equal(Naive(model, host).FirstOrDefault(), owners.OwnerOf(host)?.Tenant);
            Assert.Equal(Naive(model, host).Where(t => t != "acme").Order(StringComparer.Ordinal), owners.ClaimsOfOthers(host, "acme").Select(c => c.Tenant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    });

    [Theory]
    [InlineData("b.a.example", "*.a.example")]
    [InlineData("*.a.example", "b.a.example")]
    [InlineData("*.a.example", "*.a.example")]
    [InlineData("a.example", "a.example")]
    public void Hosts_that_overlap_belong_to_the_older_tenant(string older, string younger)
    {
        var owners = Two(older, younger);
        Assert.Equal("acme", owners.OwnerOf(older)?.Tenant);
        Assert.Equal("acme", owners.OwnerOf(younger)?.Tenant);
        Assert.Equal(older, owners.ClaimsOfOthers(younger, "globex").Single().Host);
    }

    [Theory]
    [InlineData("*.example", "b.a.example")]
    [InlineData("*.example", "*.a.example")]
    [InlineData("*.example", "example")]
    [InlineData("a.example", "xa.example")]
    public void Hosts_that_do_not_overlap_have_an_owner_each(string one, string other)
    {
        var owners = Two(one, other);
        Assert.Equal("acme", owners.OwnerOf(one)?.Tenant);
        Assert.Equal("globex", owners.OwnerOf(other)?.Tenant);
    }

    [Fact]
    public void Of_tenants_that_are_equally_old_the_first_by_name_owns()
    {
        var owners = new HostOwners();
        owners.Put("globex", DateTimeOffset.UnixEpoch, ["a.example"]);
        owners.Put("acme", DateTimeOffset.UnixEpoch, ["a.example"]);
        Assert.Equal("acme", owners.OwnerOf("a.example")?.Tenant);
    }

    /// <summary>Whoever asks in the middle of a change, asks about a host that has had an owner all the time.</summary>
    [Fact]
    public async Task A_host_that_stays_is_without_its_owner_at_no_moment()
    {
        var owners = new HostOwners();
        owners.Put("acme", DateTimeOffset.UnixEpoch, ["a.example"]);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                Assert.Equal("acme", owners.OwnerOf("a.example")?.Tenant);
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 20_000; i++)
            owners.Put("acme", DateTimeOffset.UnixEpoch.AddSeconds(i % 2), i % 3 == 0 ? ["a.example"] : ["a.example", "*.example", "b.example"]);
        await done.CancelAsync();
        await reader;
    }

    /// <summary>By what it allocates, which is exact where time is not: a look-up touches no more when there are a hundred times as many tenants.</summary>
    [Fact]
    public void A_change_costs_about_as_much_with_many_tenants_as_with_few()
    {
        var few = BytesOfAChange(tenants: 100);
        var many = BytesOfAChange(tenants: 10_000);
        Assert.InRange(many, 0, few * 4);
    }

    private static long BytesOfAChange(int tenants)
    {
        var owners = new HostOwners();
        for (var i = 0; i < tenants; i++)
            owners.Put($"t{i}", DateTimeOffset.UnixEpoch.AddSeconds(i), [$"t{i}.apps.example", $"*.t{i}.example"]);
        owners.Put("t5", DateTimeOffset.UnixEpoch, ["t5.apps.example"]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        owners.Put("t5", DateTimeOffset.UnixEpoch, ["t5.apps.example", "*.t5.example"]);
        owners.Put("t5", DateTimeOffset.UnixEpoch, ["*.t5.example"]);
        Assert.Equal("t50", owners.OwnerOf("t50.apps.example")?.Tenant);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static HostOwners Two(string older, string younger)
    {
        var owners = new HostOwners();
        owners.Put("globex", DateTimeOffset.UnixEpoch.AddDays(1), [younger]);
        owners.Put("acme", DateTimeOffset.UnixEpoch.AddDays(0), [older]);
        return owners;
    }

    private static void Do(HostOwners owners, Dictionary<string, (int Created, string[] Hosts)> model, string tenant, int created, string[]? hosts)
    {
        if (hosts is null)
        {
            owners.Remove(tenant);
            model.Remove(tenant);
            return;
        }
        owners.Put(tenant, DateTimeOffset.UnixEpoch.AddSeconds(created), hosts);
        model[tenant] = (created, hosts);
    }

    private static IEnumerable<string> Naive(Dictionary<string, (int Created, string[] Hosts)> model, string host) =>
        model.Where(t => t.Value.Hosts.Any(h => Overlap(h, host))).OrderBy(t => t.Value.Created).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key);

    private static bool Overlap(string a, string b)
    {
        var (x, y) = (a.Split('.'), b.Split('.'));
        return x.Length == y.Length && x.Zip(y).All(labels => labels.First == labels.Second || labels.First == "*" || labels.Second == "*");
    }
}
