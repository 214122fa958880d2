using ControlPlanes.Local;

namespace ControlPlanes.Ways;

/// <summary><c>KUBEBUILDER_ASSETS</c>: a folder with the binaries, by the convention of envtest.</summary>
internal sealed class GivenBinaries(string? assets) : IWay
{
    public string Name => "KUBEBUILDER_ASSETS";

    public async Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(assets))
            return Attempt.Skipped("not set");
        var binaries = await Binaries.InAsync(assets, cancel);
        if (binaries.ControllerManager is null)
            await log.WriteLineAsync($"  note: {assets} holds no kube-controller-manager; deleted namespaces will not go away");
        return Attempt.Found(await LocalCluster.StartAsync(binaries, folder, $"binaries of {assets}", log, cancel));
    }
}
