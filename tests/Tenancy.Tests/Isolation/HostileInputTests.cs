using System.Text.Json.Nodes;
using CsCheck;
using Tenancy.Isolation;

namespace Tenancy.Tests.Isolation;

public sealed class HostileInputTests
{
    // A tenant that sets lists: rules that are off for a three-line tenant are asked too.
    private const string Spec = """
        {"pods": {"registries": ["registry.example.com/acme/*"], "imagePullPolicies": ["Always"], "tolerations": [{"key": "a", "operator": "Exists"}],
                  "allowedCapabilities": ["NET_BIND_SERVICE"], "nodeSelector": {"a": "1"}, "priorityClasses": {"default": "a"}, "runtimeClasses": {"allowed": ["a"]},
                  "deniedServiceAccounts": ["default"], "serviceAccountTokens": {"audiences": ["a"]}, "imageReferences": "Tag", "csiDrivers": ["a"], "annotations": ["a"],
                  "requiredResources": {"requests": ["cpu"], "limits": ["memory"]}}}
        """;

    private static readonly (string Group, string Resource, Operations Operation)[] Targets =
    [
        .. RuleCatalogue.All.SelectMany(r => r.Guards)
            .SelectMany(g => Enum.GetValues<Operations>().Where(o => int.PopCount((int)o) == 1 && g.Operations.HasFlag(o)).Select(o => (g.Group, g.Resource, o)))
            .Distinct(),
    ];

    [Fact]
    public void No_rule_throws_whatever_it_is_asked_about() =>
        Gen.Select(AnyJson.OneOf(Targets), Gen.OneOf(AnyJson.Value, AnyJson.Near(Ask.GoodPod)), Gen.OneOf(AnyJson.Value, AnyJson.Near(Ask.GoodPod)))
            .Sample((target, o, old) => RuleEngine.Decide(Ask.Input(Spec, target.Resource, target.Operation, Text(o), Text(old), target.Group)), iter: 4_000);

    [Fact]
    public void An_update_that_changes_nothing_passes_whatever_is_stored() =>
        AnyJson.Near(Ask.GoodPod).Sample(pod => pod is not JsonObject || Ask.OnUpdate(Text(pod), Text(pod), Spec).Allowed, iter: 2_000);

    [Fact]
    public void What_an_update_is_denied_for_a_creation_is_too() => Gen.Select(AnyJson.Near(Ask.GoodPod), AnyJson.Near(Ask.GoodPod)).Sample((old, pod) =>
        !Ask.OnUpdate(Text(old), Text(pod)).Denials.Except(Ask.OnCreate(Text(pod)).Denials).Any(), iter: 1_000);

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
