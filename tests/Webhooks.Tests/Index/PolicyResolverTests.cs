using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using Tenancy.Isolation;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class PolicyResolverTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeSource source = new();
    private readonly TenancyIndex index = World.Index();
    private readonly PolicyResolver resolver;

    public PolicyResolverTests() => resolver = new(index, source, time);

    [Fact]
    public async Task A_known_namespace_is_looked_up_without_a_read()
    {
        var resolution = await ResolveAsync("acme-dev");
        Assert.Equal("acme", resolution.Policy?.Name);
        Assert.Equal(0, source.Reads);
    }

    [Fact]
    public async Task A_namespace_that_is_new_is_read_once_for_all_who_ask()
    {
        source.Namespaces["acme-new"] = new(Exists: true, "acme");
        var gate = new TaskCompletionSource();
        source.Gate = gate.Task;
        var asking = Enumerable.Range(0, 20).Select(_ => ResolveAsync("acme-new").AsTask()).ToArray();
        gate.SetResult();
        Assert.All(await Task.WhenAll(asking), r => Assert.Equal("acme", r.Policy?.Name));
        Assert.Equal("acme", (await ResolveAsync("acme-new")).Facts?.TenantOf("acme-new"));
        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task What_was_read_is_used_for_seconds_only()
    {
        source.Namespaces["acme-new"] = new(Exists: true, "acme");
        await ResolveAsync("acme-new");
        source.Namespaces["acme-new"] = new(Exists: true, Tenant: null);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("", (await ResolveAsync("acme-new")).Policy?.Name);
    }

    [Fact]
    public async Task A_read_without_an_answer_is_a_refusal_and_is_forgotten()
    {
        source.Namespaces["acme-new"] = new(Exists: true, "acme");
        source.Gate = new TaskCompletionSource().Task;
        var asking = ResolveAsync("acme-new").AsTask();
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(503, (await asking).Denial?.Code);

        source.Gate = Task.CompletedTask;
        Assert.Equal("acme", (await ResolveAsync("acme-new")).Policy?.Name);
    }

    [Fact]
    public async Task An_API_server_that_fails_is_a_refusal()
    {
        source.Gate = Task.FromException(new ApiException(500, "InternalError", "etcd is away"));
        Assert.Equal(503, (await ResolveAsync("acme-new")).Denial?.Code);
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_a_refusal() => Assert.Equal(503, (await ResolveAsync("acme-gone")).Denial?.Code);

    [Theory]
    [InlineData("../../secrets")]
    [InlineData("Acme")]
    [InlineData("a/b")]
    public async Task What_cannot_be_a_namespaces_name_is_never_asked_for(string name)
    {
        Assert.Equal(422, (await ResolveAsync(name)).Denial?.Code);
        Assert.Equal(0, source.Reads);
    }

    [Fact]
    public async Task A_tenant_that_the_index_lacks_is_read()
    {
        index.PutNamespace("globex-dev", "globex");
        source.Tenants["globex"] = World.Policy("globex", """{"pods":{"securityStandard":"Privileged"}}""");
        Assert.False((await ResolveAsync("globex-dev")).Policy?.Pods.HoldsToBaseline);
    }

    [Theory]
    [InlineData("globex")]
    [InlineData("")]
    [InlineData("No Name")]
    public async Task A_label_that_names_no_tenant_means_the_strictest_policy(string tenant)
    {
        index.PutNamespace("orphan", tenant);
        var policy = (await ResolveAsync("orphan")).Policy;
        Assert.Equal(tenant, policy?.Name);
        Assert.True(policy?.Pods.HoldsToRestricted);
        Assert.False(policy?.IsOwner(new("alice", [])));
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_read_is_a_refusal()
    {
        index.PutNamespace("globex-dev", "globex");
        source.Gate = Task.FromException(new HttpRequestException("no route"));
        Assert.Equal(503, (await ResolveAsync("globex-dev")).Denial?.Code);
    }

    [Theory]
    [InlineData("acme", null, "acme")]
    [InlineData("acme", "globex", "acme")]
    [InlineData(null, "globex", "globex")]
    [InlineData(null, null, "acme")]
    public async Task A_namespace_belongs_to_its_stored_label_then_the_new_one_then_its_prefix(string? stored, string? written, string tenant)
    {
        var review = Review.Update(Namespace(written), Namespace(stored), "namespaces", ns: "");
        Assert.Equal(tenant, (await ResolveAsync(review)).Policy?.Name);
    }

    [Fact]
    public async Task A_namespace_with_nobodys_prefix_belongs_to_nobody()
    {
        var review = Review.Create(Pods.Json("""{"metadata":{"name":"kube-system"}}"""), "namespaces", ns: "");
        Assert.Equal("", (await ResolveAsync(review)).Policy?.Name);
    }

    private static JsonObject Namespace(string? tenant)
    {
        var ns = Pods.Json("""{"metadata":{"name":"acme-x","labels":{}}}""");
        if (tenant is not null)
            ns["metadata"]!["labels"]!["tenantoperator.io/tenant"] = tenant;
        return ns;
    }

    private ValueTask<Resolution> ResolveAsync(string ns) => ResolveAsync(Review.Create(Pods.Compliant(), ns: ns));

    private ValueTask<Resolution> ResolveAsync(JsonObject review)
    {
        AdmissionRequest request = ReviewReader.Read(World.Element(review));
        return resolver.ResolveAsync(request, Deadline.From("5s", time), CancellationToken.None);
    }
}
