using ControlPlanes;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace Chart.Tests.Installed;

/// <summary>Kinds of other projects, so that the API server takes what the chart writes of them. Nothing answers to them here.</summary>
/// <param name="kubeconfig">Of a cluster's admin.</param>
/// <param name="file">The manifest, in <c>definitions/</c>.</param>
internal sealed class ForeignDefinitions(string kubeconfig, string file)
{
    private readonly string manifest = Repository.PathOf("tests", "Chart.Tests", "Installed", "definitions", file);

    private bool made;

    /// <summary>Defines them, unless the cluster has the real ones.</summary>
    public async Task MakeAsync()
    {
        made = (await KubectlAsync("create", "--filename", manifest)).Succeeded;
        var waited = await KubectlAsync("wait", "--for=condition=Established", "--timeout=60s", "--filename", manifest);
        Assert.True(waited.Succeeded, waited.Text);
    }

    /// <summary>Takes them away, if they were made here.</summary>
    public async Task RemoveAsync()
    {
        if (made)
            await KubectlAsync("delete", "--filename", manifest, "--wait=false");
    }

    private async Task<CommandLine.Result> KubectlAsync(params IEnumerable<string> arguments) =>
        await CommandLine.RunAsync(await ToolBox.KubectlAsync(Console.Error, default), ["--kubeconfig", kubeconfig, .. arguments]);
}
