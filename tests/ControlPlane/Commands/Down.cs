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
        if (GivenKubeconfig.WasTakenFor(RunFolder.ControlPlane))
        {
            await log.WriteLineAsync("  taking the chart out of the cluster of TEST_KUBECONFIG; its Tenants and namespaces stay");
            var controlPlane = await ControlPlane.StartAsync(RunFolder.ControlPlane, log, cancel);
            await new Chart(controlPlane, RunFolder.Operator, log).UninstallAsync(cancel);
        }

        var stopped = await Task.WhenAll(OperatorInstallation.ProcessesIn(RunFolder.Operator)
            .Select(async p => (p.Name, Found: await p.StopAsync(TimeSpan.FromSeconds(2)))));
        var names = stopped.Where(s => s.Found).Select(s => s.Name).Concat(await LocalCluster.StopAsync(RunFolder.ControlPlane)).ToList();
        if (await K3sInDocker.StopAsync(RunFolder.ControlPlane))
            names.Add("K3s");
        RunFolder.Clear();
        await log.WriteLineAsync(names.Count == 0 ? "nothing was running" : $"stopped {string.Join(", ", names)}; .run is empty");
    }
}
