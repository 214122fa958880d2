using System.Text.Json;
using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation;

namespace Chart.Tests;

/// <summary>What Artifact Hub shows of the chart is what the chart has.</summary>
public sealed class ArtifactHubTests
{
    private static readonly JsonObject Annotations = Yaml.File(ChartFolder.PathOf("Chart.yaml"))["annotations"]!.AsObject();

    [Fact]
    public async Task Every_definition_of_the_chart_is_described()
    {
        var definitions = (await HelmRunner.ObjectsAsync()).Where(o => o["kind"]!.GetValue<string>() == "CustomResourceDefinition")
            .Select(d => $"{d["metadata"]!["name"]} {d["spec"]!["names"]!["kind"]} {d["spec"]!["versions"]![0]!["name"]}");

        var described = List("artifacthub.io/crds").Select(d => $"{d["name"]} {d["kind"]} {d["version"]}");

        Assert.Equal(definitions.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_example_is_one_that_admission_takes()
    {
        foreach (var example in List("artifacthub.io/crdsExamples"))
        {
            using var document = JsonDocument.Parse(example.ToJsonString());
            Assert.Empty(example["kind"]!.GetValue<string>() == nameof(Tenant)
                ? TenantValidation.Validate(document.RootElement, default, new PlatformSettings())
                : TenantClassValidation.Validate(document.RootElement, default, new PlatformSettings()));
        }
    }

    [Fact]
    public void Every_change_says_of_what_kind_it_is() =>
        Assert.All(List("artifacthub.io/changes"), change => Assert.Contains(change["kind"]!.GetValue<string>(), (string[])["added", "changed", "deprecated", "removed", "fixed", "security"]));

    private static JsonNode[] List(string annotation)
    {
        JsonNode[] entries = [.. Yaml.Documents($"list:\n{Annotations[annotation]!.GetValue<string>()}").Single()["list"]!.AsArray().Select(e => e!)];
        Assert.NotEmpty(entries);
        return entries;
    }
}
