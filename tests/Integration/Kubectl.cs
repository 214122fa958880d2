using System.Text.Json.Nodes;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace Integration;

/// <summary>kubectl, as one user has it. What people type is what is tested.</summary>
public sealed class Kubectl(string kubeconfig)
{
    /// <summary>Runs kubectl and returns what it did.</summary>
    public async Task<CommandLine.Result> TryAsync(string arguments, string? input = null)
    {
        var program = await ToolBox.KubectlAsync(TextWriter.Null, TestContext.Current.CancellationToken);
        return await CommandLine.RunAsync(
            program, ["--kubeconfig", kubeconfig, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], input, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs kubectl, which must succeed; returns its output.</summary>
    public async Task<string> RunAsync(string arguments, string? input = null)
    {
        var result = await TryAsync(arguments, input);
        Assert.True(result.Succeeded, $"kubectl {arguments}: {result.Text}");
        return result.Output;
    }

    /// <summary>Runs kubectl, which must fail; returns what it says.</summary>
    public async Task<string> RefusedAsync(string arguments, string? input = null)
    {
        var result = await TryAsync(arguments, input);
        Assert.False(result.Succeeded, $"kubectl {arguments} succeeded: {result.Output}");
        return result.Text;
    }

    /// <summary>Applies YAML or JSON.</summary>
    public Task<string> ApplyAsync(string manifest) => RunAsync("apply -f -", manifest);

    /// <summary>An object as JSON; null when it does not exist.</summary>
    public async Task<JsonNode?> GetAsync(string what)
    {
        var result = await TryAsync($"get {what} -o json --ignore-not-found");
        Assert.True(result.Succeeded, $"kubectl get {what}: {result.Text}");
        return result.Output.Length == 0 ? null : JsonNode.Parse(result.Output);
    }

    /// <summary>Names of the objects of a kind, sorted.</summary>
    public async Task<string[]> NamesAsync(string what)
    {
        var output = await RunAsync($"get {what} -o name");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal)];
    }
}
