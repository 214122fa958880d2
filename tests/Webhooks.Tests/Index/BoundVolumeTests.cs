using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using Tenancy.Isolation;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class BoundVolumeTests
{
    private const string Waiting = """{"metadata": {"annotations": {} }, "spec": {"volumeName": "pv-1"}, "status": {"phase": "Pending"} }""";
    private const string Completed = """{"metadata": {"annotations": {"pv.kubernetes.io/bind-completed": "yes"} }, "spec": {"volumeName": "pv-1"}, "status": {"phase": "Pending"} }""";
    private const string Bound = """{"metadata": {"annotations": {"pv.kubernetes.io/bind-completed": "yes"} }, "spec": {"volumeName": "pv-1"}, "status": {"phase": "Bound"} }""";

    private readonly FakeTimeProvider _time = new();
    private readonly FakeSource _source = new();
    private readonly TenancyIndex _index = World.Index();
    private readonly PolicyResolver _resolver;

    public BoundVolumeTests() => _resolver = new(_index, _source, _time);

    /// <summary>The watch may not have told yet that the label has moved to another tenant.</summary>
    [Theory]
    [InlineData(null, Waiting)]
    [InlineData("""{"spec": {} }""", Waiting)]
    [InlineData("""{"spec": {"volumeName": ""} }""", Waiting)]
    [InlineData(Waiting, Completed)]
    [InlineData(Completed, Bound)]
    public async Task A_volume_that_a_claim_is_bound_to_is_what_the_API_server_says(string? stored, string written)
    {
        _index.StorageIndex.PutVolume("pv-1", new("acme", null, IsPicked: false));
        _source.Volumes["pv-1"] = new("globex", null, IsPicked: false);

        var facts = (await ResolveAsync(stored, written)).Facts!;

        Assert.Equal("globex", facts.Storage.Volume("pv-1")?.Tenant);
        Assert.Equal("acme", facts.TenantOf("acme-dev"));
    }

    [Theory]
    [InlineData(null, """{"spec": {} }""")]
    [InlineData(Waiting, Waiting)]
    [InlineData(Bound, Bound)]
    [InlineData(Bound, Waiting)]
    public async Task Nothing_is_read_for_a_request_that_binds_nothing(string? stored, string written)
    {
        _index.StorageIndex.PutVolume("pv-1", new("acme", null, IsPicked: false));

        Assert.Equal("acme", (await ResolveAsync(stored, written)).Facts?.Storage.Volume("pv-1")?.Tenant);
        Assert.Equal(0, _source.Reads);
    }

    [Fact]
    public async Task What_was_read_is_not_used_again()
    {
        Assert.Null((await ResolveAsync(null, Waiting)).Facts?.Storage.Volume("pv-1"));

        _source.Volumes["pv-1"] = new("acme", null, IsPicked: false);

        Assert.NotNull((await ResolveAsync(null, Waiting)).Facts?.Storage.Volume("pv-1"));
    }

    [Fact]
    public async Task A_volume_is_read_for_a_claim_in_a_namespace_that_is_new_as_well()
    {
        _source.Namespaces["acme-new"] = new(Exists: true, "acme");
        _source.Volumes["pv-1"] = new(null, "acme-new", IsPicked: false);

        var resolution = await ResolveAsync(null, Waiting, "acme-new");

        Assert.Equal("acme", resolution.Policy?.Name);
        Assert.True(resolution.Facts!.Storage.Volume("pv-1")?.IsOf("acme", resolution.Facts));
    }

    [Fact]
    public async Task An_API_server_that_fails_is_a_refusal()
    {
        _source.Gate = Task.FromException(new ApiException(500, "InternalError", "etcd is away"));

        Assert.Equal(503, (await ResolveAsync(null, Waiting)).Denial?.Code);
    }

    [Fact]
    public async Task An_API_server_that_is_silent_is_a_refusal_after_a_second()
    {
        _source.Gate = new TaskCompletionSource().Task;
        var asking = ResolveAsync(null, Waiting).AsTask();

        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(503, (await asking).Denial?.Code);
    }

    [Theory]
    [InlineData("../namespaces/kube-system")]
    [InlineData("..")]
    [InlineData("pv?watch=1")]
    [InlineData("PV")]
    public async Task What_cannot_be_a_volumes_name_is_never_asked_for(string name)
    {
        Assert.Null((await ResolveAsync(null, Waiting.Replace("pv-1", name, StringComparison.Ordinal))).Facts?.Storage.Volume(name));
        Assert.Equal(0, _source.Reads);
    }

    private ValueTask<Resolution> ResolveAsync(string? stored, string written, string ns = "acme-dev")
    {
        var claim = JsonNode.Parse(written)!.AsObject();
        var review = stored is null
            ? Review.Create(claim, "persistentvolumeclaims", ns: ns)
            : Review.Update(claim, JsonNode.Parse(stored)!.AsObject(), "persistentvolumeclaims/status", ns: ns);
        AdmissionRequest request = ReviewReader.Read(World.Element(review));
        return _resolver.ResolveAsync(request, Deadline.From("5s", _time), CancellationToken.None);
    }
}
