using System.Text.Json.Nodes;

namespace Integration.Takeover;

/// <summary>
/// The takeovers of the field's advisories (CVE-2024-39690, CVE-2025-55205): a tenant's people, with rights to write Namespaces, make one theirs
/// or free one of theirs from its walls. What is stored is compared before and after.
/// </summary>
[Collection(OperatorCollection.Name)]
public sealed class TakeoverTests(TakeoverScene scene) : IClassFixture<TakeoverScene>
{
    public static TheoryData<string, string, string> Takeovers
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var attacker in (string[])["owner", "service account"])
            {
                foreach (var way in Way.All)
                {
                    foreach (var target in (string[])["own", "owned", "neighbour's", "default", "kube-system"])
                        all.Add(attacker, way.ToString(), target);
                }
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Takeovers))]
    public async Task No_way_of_writing_makes_a_namespace_anothers(string attacker, string way, string target)
    {
        var by = Way.All.Single(w => w.ToString() == way);
        var @namespace = NamespaceOf(target);
        foreach (var change in Changes(target))
        {
            var before = await scene.StoredAsync(@namespace);

            var (status, text) = await scene.TryAsync(attacker, @namespace, by, change);

            Assert.True(status == 403 && text.Contains("namespaces/ownership", StringComparison.Ordinal), $"{change}: {status} {text}");
            Assert.Equal(Ownership(before), Ownership(await scene.StoredAsync(@namespace)));
        }
    }

    /// <summary>Or the refusals above would be RBAC's.</summary>
    [Theory]
    [InlineData("owner")]
    [InlineData("service account")]
    public async Task Attackers_have_the_rights_that_the_advisories_presuppose(string attacker)
    {
        var (status, text) = await scene.TryAsync(attacker, "default", Way.All[0], new("nothing"));

        Assert.True(status == 200, text);
    }

    [Fact]
    public async Task An_owner_reference_alone_makes_no_namespace_a_tenants()
    {
        var (status, text) = await scene.TryAsync("owner", "default", Way.All[1], new("owned by the tenant", Owner: scene.Tenant));
        Assert.True(status == 200, text);

        var adopted = await scene.StoredAsync("default");
        await scene.TryAsync("owner", "default", Way.All[1], new("owned by nobody", Owner: null));

        Assert.Null(adopted["metadata"]!["labels"]?[Change.Label]);
        Assert.DoesNotContain("default", await scene.NamespacesOfTenantAsync());
    }

    private string NamespaceOf(string target) => target switch
    {
        "own" => $"{scene.Tenant}-dev",
        "owned" => $"{scene.Tenant}-owned",
        "neighbour's" => $"{scene.Neighbour}-dev",
        _ => target,
    };

    private Change[] Changes(string target) => target switch
    {
        "own" =>
        [
            new("the label removed", Tenant: null),
            new("the label changed to a neighbour", Tenant: scene.Neighbour),
            new("the label changed to nobody", Tenant: "nobody"),
            new("an owner reference added", Owner: scene.Neighbour),
            new("an owner reference added and the label removed", Tenant: null, Owner: scene.Neighbour),
        ],
        "owned" =>
        [
            new("the owner reference removed", Owner: null),
            new("the owner reference changed", Owner: scene.Neighbour),
            new("label and owner reference removed", Tenant: null, Owner: null),
            new("label and owner reference changed", Tenant: scene.Neighbour, Owner: scene.Neighbour),
        ],
        "neighbour's" =>
        [
            new("the label changed to the attacker's tenant", Tenant: scene.Tenant),
            new("the label removed", Tenant: null),
            new("label and owner reference of the attacker's tenant", Tenant: scene.Tenant, Owner: scene.Tenant),
        ],
        _ =>
        [
            new("the label added", Tenant: scene.Tenant),
            new("label and owner reference added", Tenant: scene.Tenant, Owner: scene.Tenant),
        ],
    };

    private static string Ownership(JsonObject stored) =>
        new JsonObject
        {
            ["labels"] = stored["metadata"]!["labels"]?.DeepClone(),
            ["annotations"] = stored["metadata"]!["annotations"]?.DeepClone(),
            ["ownerReferences"] = stored["metadata"]!["ownerReferences"]?.DeepClone(),
            ["finalizers"] = stored["spec"]!["finalizers"]?.DeepClone(),
        }.ToJsonString();
}
