using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tenancy.Isolation;

namespace Tenancy.Tests.Isolation.Rbac;

public sealed class VerbsTests
{
    public static TheoryData<string> OwnersRights => [.. File.ReadLines(Path.Combine(Here(), "..", "..", "..", "Chart.Tests", "Installed", "rights", "owner.txt"))];

    /// <summary>Or an owner could not hand on what is the owner's: the rule and the role are written in two places.</summary>
    [Theory]
    [MemberData(nameof(OwnersRights))]
    public void A_Role_may_hold_what_the_curated_role_owner_holds(string right)
    {
        var (target, verbs) = (right.Split(": ")[0], right.Split(": ")[1].Split(' '));
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        // "apps/deployments/scale" and "discovery.k8s.io/endpointslices" begin with a group, "pods/log" does not.
        var ofCore = slash < 0 || target.StartsWith("pods/", StringComparison.Ordinal) || target.StartsWith("replicationcontrollers/", StringComparison.Ordinal);
        var role = Role(ofCore ? "" : target[..slash], ofCore ? target : target[(slash + 1)..], verbs);

        Assert.Empty(RuleEngine.Decide(Ask.Input("{}", "roles", Operations.Create, role, null, "rbac.authorization.k8s.io")).Denials);
    }

    private static string Role(string group, string resource, string[] verbs) => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = "own" },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(group),
            ["resources"] = new JsonArray(resource),
            ["verbs"] = new JsonArray([.. verbs.Select(v => JsonValue.Create(v))]),
        }),
    }.ToJsonString();

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
