using System.Globalization;
using ControlPlanes.Processes;
using k8s;

namespace ControlPlanes.Installation;

/// <summary>
/// The operator on a control plane: its chart in the cluster, its processes on this machine, and between the API server and the
/// webhook processes a balancer in the place of a Service.
/// </summary>
public sealed class OperatorInstallation : IAsyncDisposable
{
    private readonly string folder;

    private OperatorInstallation(string folder, IReadOnlyList<OperatorProcess> controllers, IReadOnlyList<OperatorProcess> webhooks)
    {
        this.folder = folder;
        Balancer = BalancerIn(folder);
        Controllers = controllers;
        Webhooks = webhooks;
    }

    public IReadOnlyList<OperatorProcess> Controllers { get; }

    public IReadOnlyList<OperatorProcess> Webhooks { get; }

    internal Daemon Balancer { get; }

    /// <summary>
    /// Installs the chart and starts what does not run yet; state, logs and process ids lie below the folder. Returns when the
    /// operator's admission is proven to answer.
    /// </summary>
    public static async Task<OperatorInstallation> StartAsync(
        ControlPlane controlPlane, string folder, InstallationOptions options, TextWriter log, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        int port = PortFile.Read(Path.Combine(folder, "balancer.ports"), count: 1)[0];
        await new Chart(controlPlane, folder, log, options.ChartValues).InstallAsync(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}"), cancel);
        var plan = await PlanAsync(controlPlane, folder, options, cancel);
        var installation = new OperatorInstallation(
            folder,
            [.. Enumerable.Range(1, options.Controllers).Select(n => new OperatorProcess(Role.Controller, n, folder, plan, options.ApiServerFor))],
            [.. Enumerable.Range(1, options.Webhooks).Select(n => new OperatorProcess(Role.Webhooks, n, folder, plan, options.ApiServerFor))]);
        await installation.StartProcessesAsync(port, log);
        await new OperatorReadiness(controlPlane, installation).WaitAsync(cancel);
        return installation;
    }

    /// <summary>Stops its processes. The chart stays: with nobody to answer, writes in tenant namespaces are refused.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(Controllers.Concat(Webhooks).Select(p => p.StopAsync()));
        await Balancer.StopAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Ends its processes without the time that clients would need to go elsewhere: the control plane goes too.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(ProcessesIn(folder).Select(p => p.StopAsync(TimeSpan.FromSeconds(2))));

    /// <summary>All processes that were ever started below the folder, by their pid files.</summary>
    internal static IEnumerable<Daemon> ProcessesIn(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.pid").Order(StringComparer.Ordinal).Select(f => new Daemon(folder, Path.GetFileNameWithoutExtension(f)));

    private static Daemon BalancerIn(string folder) => new(folder, "balancer");

    private static async Task<LaunchPlan> PlanAsync(ControlPlane controlPlane, string folder, InstallationOptions options, CancellationToken cancel)
    {
        using var client = controlPlane.CreateClient();
        var controller = await PodAsync(client, "controller", folder, cancel);
        var webhooks = await PodAsync(client, "webhooks", folder, cancel);
        var accounts = new ServiceAccounts(controlPlane, folder);
        foreach (var pod in (LocalPod[])[controller, webhooks])
        {
            if (options.AsInPods)
                await pod.MountCredentialsAsync(controlPlane, cancel);
            else if (pod.Account is { } account)
                await accounts.KubeconfigAsync(account, cancel);
        }

        return new LaunchPlan(Executable.CopyTo(folder, options.Executable).Path, new Uri(controlPlane.Server), controller, webhooks, options.AsInPods ? null : folder);
    }

    private static async Task<LocalPod> PodAsync(Kubernetes client, string component, string folder, CancellationToken cancel)
    {
        var deployment = await client.AppsV1.ReadNamespacedDeploymentAsync($"tenant-operator-{component}", Chart.Namespace, cancellationToken: cancel);
        return await LocalPod.LayOutAsync(client, deployment.Spec.Template.Spec, Path.Combine(folder, "pods", component), cancel);
    }

    private async Task StartProcessesAsync(int port, TextWriter log)
    {
        string self = Repository.PathOf("artifacts", "bin", "ControlPlane", "debug", "control-plane.dll");
        string[] targets = [.. Webhooks.Select(w => w.Endpoint)];
        Balancer.Start("dotnet", [self, "balance", port.ToString(CultureInfo.InvariantCulture), .. targets]);
        OperatorProcess[] processes = [.. Controllers, .. Webhooks];
        bool[] started = await Task.WhenAll(processes.Select(p => p.StartAsync()));
        if (started.Contains(true))
            await log.WriteLineAsync($"  starting {string.Join(", ", processes.Zip(started).Where(p => p.Second).Select(p => p.First.Name))}: some 5 s");
    }
}
