using System.Text.Json.Nodes;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace Chart.Tests.Helm;

/// <summary>Runs the real helm on the chart.</summary>
internal static class HelmRunner
{
    /// <summary>The release's namespace in rendered manifests: not the default, so that a hard-coded one is seen.</summary>
    public const string Namespace = "platform-tenancy";

    /// <summary>Runs helm with these arguments; what it said is in the result, whatever its exit code.</summary>
    public static async Task<CommandLine.Result> RunAsync(params IEnumerable<string> arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        string helm = await ToolBox.HelmAsync(Console.Error, cancel);
        return await CommandLine.RunAsync(helm, arguments, cancel: cancel);
    }

    /// <summary>Renders the chart without a cluster.</summary>
    public static Task<CommandLine.Result> TemplateAsync(params IEnumerable<string> arguments) =>
        RunAsync(["template", "release-name", ChartFolder.Path, "--namespace", Namespace, .. arguments]);

    /// <summary>The rendered objects; fails the test when helm fails.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ObjectsAsync(params IEnumerable<string> arguments)
    {
        var result = await TemplateAsync(arguments);
        Assert.True(result.Succeeded, result.Text);
        return [.. Yaml.Documents(result.Output)];
    }

    /// <summary>The rendered object of this kind and name.</summary>
    public static async Task<JsonObject> ObjectAsync(string kind, string name, params IEnumerable<string> arguments) =>
        Assert.Single(await ObjectsAsync(arguments), o => o["kind"]!.GetValue<string>() == kind && o["metadata"]!["name"]!.GetValue<string>() == name);
}
