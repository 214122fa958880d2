using Chart.Tests.Helm;

namespace Chart.Tests.Rendering;

/// <summary>The CustomResourceDefinition is a template, so that an upgrade of the chart upgrades it too.</summary>
public sealed class DefinitionTests
{
    private const string Kind = "CustomResourceDefinition";
    private const string Name = "tenants.tenantoperator.io";

    [Fact]
    public async Task The_definition_stays_when_the_chart_goes()
    {
        var definition = await HelmRunner.ObjectAsync(Kind, Name);

        Assert.Equal("keep", definition["metadata"]!["annotations"]!["helm.sh/resource-policy"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_keep_off_the_definition_goes_with_the_chart() =>
        Assert.Null((await HelmRunner.ObjectAsync(Kind, Name, "--set", "crds.keep=false"))["metadata"]!["annotations"]);

    [Fact]
    public async Task With_crds_off_the_chart_holds_no_definition() =>
        Assert.DoesNotContain(await HelmRunner.ObjectsAsync("--set", "crds.enabled=false"), o => o["kind"]!.GetValue<string>() == Kind);
}
