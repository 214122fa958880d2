using System.Text.Json.Nodes;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Admission;

public sealed class WhateverValidatorTests
{
    private const string Owned = """{"owners":[{"kind":"User","name":"alice"}]""";

    [Fact]
    public async Task Whatever_kind_is_refused_while_the_tenant_is_suspended()
    {
        var answer = await AskAsync(World.Index(Owned + ""","suspended":true}"""));
        Assert.Equal(403, answer.Denial?.Code);
        Assert.Contains("tenant/suspended: the tenant is suspended", answer.Denial?.Message);
    }

    /// <summary>The label is taken away a moment later.</summary>
    [Fact]
    public async Task Whatever_kind_passes_once_suspension_is_lifted() => Assert.True((await AskAsync(World.Index(Owned + "}"))).Allowed);

    [Fact]
    public async Task Suspension_holds_where_the_tenant_is_gone_and_its_namespace_is_not()
    {
        var index = World.Index();
        index.RemoveTenant("acme");
        Assert.Equal(403, (await AskAsync(index)).Denial?.Code);
    }

    [Fact]
    public async Task Other_rules_are_not_asked_again()
    {
        var review = Review.Create(Pods.OnHostNetwork());
        Assert.True((await AskAsync(World.Index(Owned + "}"), review)).Allowed);
    }

    private static async Task<Answer> AskAsync(TenancyIndex index, JsonObject? review = null)
    {
        review ??= Review.Create(new() { ["apiVersion"] = "example.com/v1", ["kind"] = "Widget", ["metadata"] = new JsonObject { ["name"] = "w", ["namespace"] = "acme-dev" } }, "widgets", "example.com");
        var validator = new WhateverValidator(new(index, new FakeSource(), TimeProvider.System), new());
        return await validator.ReviewAsync(ReviewReader.Read(World.Element(review)), Deadline.From("5s", TimeProvider.System), TestContext.Current.CancellationToken);
    }
}
