using ControlPlanes.Installation;
using ControlPlanes.Local;
using ControlPlanes.Ways;

namespace ControlPlanes.Commands;

/// <summary><c>make down</c>: stops what <c>make up</c> started, by its pid files, however far that came.</summary>
internal static class Down
{
    public static async Task RunAsync(TextWriter log, CancellationToken cancel)
    {
        // Someone else's cluster lives on: no registration may stay there that nobody answers.
        if (GivenKubeconfig.WasTakenFor(RunFolder.ControlPlane) && File.Exists(RunFolder.KubeconfigFile))
        {
            await UninstallAsync(log, cancel);
        }

        var stopped = await Task.WhenAll(OperatorInstallation.ProcessesIn(RunFolder.Operator)
            .Select(async p => (p.Name, Found: await p.StopAsync(TimeSpan.FromSeconds(2)))));
        var names = stopped.Where(s => s.Found).Select(s => s.Name).Concat(await LocalCluster.StopAsync(RunFolder.ControlPlane)).ToList();
        if (await K3sInDocker.StopAsync(RunFolder.ControlPlane))
            names.Add("K3s");
        RunFolder.Clear();
        await log.WriteLineAsync(names.Count == 0 ? "nothing was running" : $"stopped {string.Join(", ", names)}; .run is empty");
    }

    private static async Task UninstallAsync(TextWriter log, CancellationToken cancel)
    {
        await log.WriteLineAsync("  taking the chart out of the cluster that TEST_KUBECONFIG named; its Tenants and namespaces stay");
        try
        {
            await Chart.UninstallAsync(RunFolder.KubeconfigFile, log, cancel);
        }
        catch (InvalidOperationException e)
        {
            // A cluster that is gone must not keep our own processes alive.
            await log.WriteLineAsync($"  {e.Message}\n  if the cluster is still there: helm uninstall tenant-operator --namespace {Chart.Namespace}");
        }
    }
}
