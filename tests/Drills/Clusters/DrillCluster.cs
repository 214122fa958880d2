using Benchmarks.Frame;
using ControlPlanes;
using ControlPlanes.Certificates;
using ControlPlanes.Installation;
using ControlPlanes.Processes;
using Drills.Frame;
using Drills.Wires;
using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>A control plane of its own with the operator on it, two controllers and two webhook processes, each with a way to the API server that can be broken; and some tenants.</summary>
internal sealed class DrillCluster : IAsyncDisposable
{
    private static readonly string[] Names = ["controller-1", "controller-2", "webhooks-1", "webhooks-2"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder;
    private readonly ApiWays ways;
    private readonly OperatorInstallation installation;
    private readonly Leaders leaders;

    private DrillCluster(string folder, ControlPlane controlPlane, ApiWays ways, OperatorInstallation installation)
    {
        (this.folder, ControlPlane, this.ways, this.installation) = (folder, controlPlane, ways, installation);
        Admin = KubeTransport.Create(controlPlane.KubeconfigPath);
        Kubelet = new Kubelet(Processes);
        leaders = new Leaders(installation.Controllers);
        Probe = new Probe(Admin, installation.Webhooks);
    }

    public ControlPlane ControlPlane { get; }

    /// <summary>The platform's admin, by a way that nobody breaks.</summary>
    public KubeTransport Admin { get; }

    public Kubelet Kubelet { get; }

    public Probe Probe { get; }

    /// <summary>Who looks whether requests pass, and lets them.</summary>
    public Gate Gate => ways.Gate;

    public IReadOnlyList<OperatorProcess> Controllers => installation.Controllers;

    public IReadOnlyList<OperatorProcess> Webhooks => installation.Webhooks;

    public IReadOnlyList<OperatorProcess> Processes => [.. installation.Controllers, .. installation.Webhooks];

    /// <summary>The tenants that people work in.</summary>
    public IReadOnlyList<DrillTenant> Tenants { get; } = [.. Enumerable.Range(1, 5).Select(n => new DrillTenant($"drill-{n}"))];

    /// <summary>Their namespaces.</summary>
    public IReadOnlyList<string> Namespaces => [.. Tenants.SelectMany(t => t.Namespaces)];

    /// <summary>For what a drill needs on the disk.</summary>
    public string Folder => folder;

    /// <summary>Starts one below a folder, and waits until all is well.</summary>
    public static async Task<DrillCluster> StartAsync(string folder, Progress progress, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_KUBECONFIG")))
            throw new InvalidOperationException("TEST_KUBECONFIG is set: drills break the cluster that they run on, and take only one that they have started themselves");
        progress.Begin("starting a control plane with the operator");
        var controlPlane = await ControlPlane.StartAsync(folder, TextWriter.Null, cancel);
        var pki = Path.Combine(folder, "pki");
        if (!Directory.Exists(pki))
            throw new InvalidOperationException($"{controlPlane.Origin} is no control plane of processes on this machine, and its parts cannot be stopped one by one");
        var laid = await ApiWays.LayAsync(new(controlPlane.Server), CertificateAuthority.In(pki), Names);
        // No class of its own: what is written is what the drill has the operator write.
        var options = new InstallationOptions(Controllers: 2, Webhooks: 2) { ChartValues = ["standardClass.enabled=false"], ApiServerFor = laid.AddressFor };
        var installed = await OperatorInstallation.StartAsync(controlPlane, Path.Combine(folder, "operator"), options, TextWriter.Null, cancel);
        var cluster = new DrillCluster(folder, controlPlane, laid, installed);
        foreach (var tenant in cluster.Tenants.Append(cluster.Probe.Tenant))
            await tenant.MakeAsync(cluster.Admin, cancel);
        await cluster.WaitReadyAsync(cluster.Tenants, progress, cancel);
        await cluster.HealAsync(progress, Patience, cancel);
        return cluster;
    }

    /// <summary>A process of the control plane: <c>etcd</c>, <c>kube-apiserver</c>.</summary>
    public Daemon Part(string name) =>
        new Daemon(folder, name) is { Running: not null } daemon ? daemon : throw new NotDoneException($"{name} does not run as a process of its own here");

    /// <summary>Does something with the wire of every process.</summary>
    public void EachWire(Action<Wire> act) => ways.Each(act);

    /// <summary>Starts again what has died of the control plane, and waits until it answers.</summary>
    public Task RestartControlPlaneAsync(CancellationToken cancel) => ControlPlane.StartAsync(folder, TextWriter.Null, cancel);

    /// <summary>The controller that leads, as soon as one says that it does.</summary>
    public async Task<OperatorProcess> LeaderAsync(CancellationToken cancel)
    {
        while (true)
        {
            foreach (var controller in Controllers)
            {
                if (controller.IsRunning && await leaders.LeadsAsync(controller, cancel))
                    return controller;
            }

            await Task.Delay(50, cancel);
        }
    }

    /// <summary>Who holds the lease; empty when nobody does.</summary>
    public async Task<string> HolderAsync(CancellationToken cancel)
    {
        using var lease = await Admin.GetAsync(Kinds.Lease, new("tenant-operator", "tenant-operator-controller"), cancel);
        return lease?.RootElement.GetProperty("spec").TryGetProperty("holderIdentity", out var holder) == true ? holder.GetString() ?? "" : "";
    }

    /// <summary>Waits until tenants are ready, and pods can be made in their namespaces.</summary>
    public async Task WaitReadyAsync(IEnumerable<DrillTenant> tenants, Progress progress, CancellationToken cancel)
    {
        foreach (var tenant in tenants)
        {
            await Until.HoldsAsync(() => tenant.IsReadyAsync(Admin, cancel), $"tenant {tenant.Name} is ready", progress.Tell, Patience, cancel);
            foreach (var ns in tenant.Namespaces)
                await Until.HoldsAsync(() => HasAccountAsync(ns, cancel), $"{ns} has its service account", progress.Tell, Patience, cancel);
        }
    }

    /// <summary>Waits until all is well: every process is ready, one controller leads, a change is carried out and every webhook process decides by it.</summary>
    /// <exception cref="TimeoutException">It is not in time.</exception>
    public async Task HealAsync(Progress progress, TimeSpan limit, CancellationToken cancel)
    {
        foreach (var process in Processes)
            await Until.HoldsAsync(async () => process.IsRunning && await process.IsReadyAsync(cancel), $"{process.Name} is ready", progress.Tell, limit, cancel);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limit);
        try
        {
            await LeaderAsync(patience.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"not within {limit.TotalSeconds:0} s: a controller leads", e);
        }

        await Probe.PassAsync(progress.Tell, limit, cancel);
    }

    /// <summary>Waits until the operator has written nothing for some seconds.</summary>
    public async Task CalmAsync(Progress progress, CancellationToken cancel)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var since = Gate.Now;
            await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            if (!Gate.Since(since).Any(s => s.IsWrite))
                return;
            progress.Tell("waiting: nobody writes any more");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        foreach (var process in Processes)
            process.Resume();
        await installation.DisposeAsync();
        Probe.Dispose();
        leaders.Dispose();
        Admin.Dispose();
        await ways.DisposeAsync();
        await ControlPlane.StopAsync();
    }

    private async Task<bool> HasAccountAsync(string ns, CancellationToken cancel)
    {
        using var account = await Admin.GetAsync(Kinds.ServiceAccount, new(ns, "default"), cancel);
        return account is not null;
    }
}
