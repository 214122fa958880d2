using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using Tenancy.Isolation;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class UnknownVolumeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeSource _source = new();
    private readonly TenancyIndex _index = World.Index();
    private readonly PolicyResolver _resolver;

    public UnknownVolumeTests() => _resolver = new(_index, _source, _time);

    [Fact]
    public async Task A_volume_that_the_index_knows_is_not_read()
    {
        _index.StorageIndex.PutVolume("pv-1", new("acme", null, IsPicked: false));

        Assert.Equal("acme", (await ResolveAsync("pv-1")).Facts?.Storage.Volume("pv-1")?.Tenant);
        Assert.Equal(0, _source.Reads);
    }

    [Fact]
    public async Task A_volume_that_was_made_a_moment_ago_is_read_once()
    {
        _source.Volumes["pv-1"] = new(null, "acme-dev", IsPicked: false);

        var facts = (await ResolveAsync("pv-1")).Facts!;
        await ResolveAsync("pv-1");

        Assert.Equal("acme-dev", facts.Storage.Volume("pv-1")?.ClaimNamespace);
        Assert.Equal("acme", facts.TenantOf("acme-dev"));
        Assert.Null(facts.Storage.Volume("pv-2"));
        Assert.Equal(1, _source.Reads);
    }

    [Fact]
    public async Task A_volume_is_read_for_a_claim_in_a_namespace_that_is_new_as_well()
    {
        _source.Namespaces["acme-new"] = new(Exists: true, "acme");
        _source.Volumes["pv-1"] = new(null, "acme-new", IsPicked: false);

        var resolution = await ResolveAsync("pv-1", "acme-new");

        Assert.Equal("acme", resolution.Policy?.Name);
        Assert.True(resolution.Facts!.Storage.Volume("pv-1")?.IsOf("acme", resolution.Facts));
    }

    [Fact]
    public async Task A_volume_that_there_is_not_is_known_not_to_be() => Assert.Null((await ResolveAsync("pv-1")).Facts?.Storage.Volume("pv-1"));

    [Fact]
    public async Task An_API_server_that_fails_is_a_refusal()
    {
        _source.Gate = Task.FromException(new ApiException(500, "InternalError", "etcd is away"));

        Assert.Equal(503, (await ResolveAsync("pv-1")).Denial?.Code);
    }

    [Theory]
    [InlineData("../namespaces/kube-system")]
    [InlineData("..")]
    [InlineData("pv?watch=1")]
    [InlineData("PV")]
    public async Task What_cannot_be_a_volumes_name_is_never_asked_for(string name)
    {
        Assert.Null((await ResolveAsync(name)).Facts?.Storage.Volume(name));
        Assert.Equal(0, _source.Reads);
    }

    [Fact]
    public async Task Whoever_comes_in_the_seconds_after_gets_what_was_read()
    {
        await ResolveAsync("pv-1");
        _source.Volumes["pv-1"] = new("acme", null, IsPicked: false);
        Assert.Null((await ResolveAsync("pv-1")).Facts?.Storage.Volume("pv-1"));

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull((await ResolveAsync("pv-1")).Facts?.Storage.Volume("pv-1"));
    }

    private ValueTask<Resolution> ResolveAsync(string volume, string ns = "acme-dev")
    {
        var claim = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "data", ["namespace"] = ns }, ["spec"] = new JsonObject { ["volumeName"] = volume } };
        AdmissionRequest request = ReviewReader.Read(World.Element(Review.Create(claim, "persistentvolumeclaims", ns: ns)));
        return _resolver.ResolveAsync(request, Deadline.From("5s", _time), CancellationToken.None);
    }
}
