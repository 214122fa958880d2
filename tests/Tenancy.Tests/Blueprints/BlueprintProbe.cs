using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;
using Tenancy.Tests.Api;

namespace Tenancy.Tests.Blueprints;

/// <summary>Short ways to ask for blueprints and to look into them.</summary>
internal static class BlueprintProbe
{
    public static IReadOnlyList<DesiredObject> InNamespace(string spec, string name = "acme-dev", PlatformSettings? platform = null, params (string, string)[] labels) =>
        Blueprint.InNamespace(Example.Tenant(spec), new(name, labels.ToDictionary(l => l.Item1, l => l.Item2)), platform ?? new());

    public static DesiredObject Named(this IEnumerable<DesiredObject> objects, string name) => Assert.Single(objects, o => o.Name == name);

    public static void IsSpec(string expected, DesiredObject actual) => IsJson(expected, actual.Body["spec"]);

    public static void IsJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut got  {actual?.ToJsonString()}");

    public static LabelSelector Selector(string key, string value) => new() { MatchLabels = new Dictionary<string, string> { [key] = value } };
}
