using System.Diagnostics;
using ControlPlanes.Local;

namespace ControlPlanes.Ways;

/// <summary>Binaries built once from the distribution's source package, and kept in the user's cache folder.</summary>
internal sealed class BuiltBinaries(string cache) : IWay
{
    public string Name => "binaries built from source";

    public async Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel)
    {
        string target = Path.Combine(cache, "control-plane");
        if (!File.Exists(Path.Combine(target, "VERSION")))
            await BuildAsync(target, cancel);
        var binaries = await Binaries.InAsync(target, cancel);
        return Attempt.Found(await LocalCluster.StartAsync(binaries, folder, "built from the distribution's source", log, cancel));
    }

    private static async Task BuildAsync(string target, CancellationToken cancel)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "build-from-source.sh");
        // Its progress goes to our own standard error.
        using var build = Process.Start(new ProcessStartInfo("bash", [script, target]))!;
        try
        {
            await build.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }

        if (build.ExitCode != 0)
            throw new InvalidOperationException($"building the control plane failed (see {target}.log). Other ways: TEST_KUBECONFIG, KUBEBUILDER_ASSETS, Docker");
    }
}
