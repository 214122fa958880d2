using System.Diagnostics;
using ControlPlanes.Certificates;
using ControlPlanes.Processes;
using k8s;

namespace ControlPlanes.Local;

/// <summary>etcd, kube-apiserver and kube-controller-manager as processes on 127.0.0.1, with their state below a folder.</summary>
internal sealed class LocalCluster : IRunningCluster
{
    // Some ten seconds on an idle machine; a busy one with two cores has been seen to take a minute.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    // The API server waits a minute for open watches; nobody needs that of a development cluster.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly Binaries binaries;
    private readonly string folder;
    private readonly Ports ports;
    private readonly LocalFiles files;
    private readonly Daemon etcd;
    private readonly Daemon apiServer;
    private readonly Daemon controllerManager;

    private LocalCluster(Binaries binaries, string folder, string origin)
    {
        this.binaries = binaries;
        this.folder = folder;
        Origin = $"{origin}, Kubernetes {binaries.Version}";
        Directory.CreateDirectory(folder);
        ports = Ports.In(Path.Combine(folder, "ports"));
        files = LocalFiles.In(folder, Arguments.Url("https", ports.ApiServer));
        etcd = new Daemon(folder, "etcd");
        apiServer = new Daemon(folder, "kube-apiserver");
        controllerManager = new Daemon(folder, "kube-controller-manager");
    }

    public string KubeconfigPath => files.AdminKubeconfig;

    public string Origin { get; }

    /// <summary>Starts what does not run yet and returns when the API server is ready and the controllers work.</summary>
    public static async Task<LocalCluster> StartAsync(Binaries binaries, string folder, string origin, TextWriter log, CancellationToken cancel)
    {
        const int attempts = 3;
        for (int attempt = 1; ; attempt++)
        {
            var cluster = new LocalCluster(binaries, folder, origin);
            try
            {
                await cluster.StartAsync(log, cancel);
                return cluster;
            }
            catch (PortTakenException e) when (attempt < attempts)
            {
                await log.WriteLineAsync($"  {e.Message}; trying again on others");
                await cluster.StopAsync();
                File.Delete(Path.Combine(folder, "ports"));
                // A member of etcd remembers the URLs that it was born with.
                Directory.Delete(Path.Combine(folder, "etcd"), recursive: true);
            }
        }
    }

    /// <summary>Stops the processes whose pid files lie in the folder.</summary>
    /// <returns>The names of those that ran.</returns>
    public static async Task<IReadOnlyList<string>> StopAsync(string folder)
    {
        var stopped = new List<string>();
        foreach (string name in (string[])["kube-controller-manager", "kube-apiserver", "etcd"])
        {
            if (await new Daemon(folder, name).StopAsync(StopGrace))
                stopped.Add(name);
        }

        return stopped;
    }

    public Task<PemPair> ClientCertificateAsync(string user, IReadOnlyList<string> groups, CancellationToken cancel) =>
        Task.FromResult(files.Authority.Client(user, groups));

    public Task StopAsync() => StopAsync(folder);

    private async Task StartAsync(TextWriter log, CancellationToken cancel)
    {
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath));
        var watch = Stopwatch.StartNew();
        bool started = etcd.Start(binaries.Etcd, Arguments.Etcd(binaries, ports, folder));
        started |= apiServer.Start(binaries.ApiServer, Arguments.ApiServer(binaries, ports, files, folder));
        if (started)
            await log.WriteLineAsync($"  starting etcd, kube-apiserver and kube-controller-manager ({Origin}): some 10 s");
        await WaitAsync(() => Readiness.ApiServerAnswersAsync(client, cancel), [etcd, apiServer], cancel);
        if (binaries.ControllerManager is not null)
        {
            // Not before the API server is ready: it exits when its own roles are not there yet.
            started |= controllerManager.Start(binaries.ControllerManager, Arguments.ControllerManager(binaries, ports, files));
            await WaitAsync(() => Readiness.ControllersWorkAsync(client, cancel), [etcd, apiServer, controllerManager], cancel);
        }

        if (started)
            await log.WriteLineAsync($"  API server ready after {watch.Elapsed.TotalSeconds:0.0} s");
    }

    private async Task WaitAsync(Func<Task<bool>> ready, Daemon[] daemons, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (!await ready())
        {
            foreach (var daemon in daemons)
            {
                if (daemon.Running is null)
                    throw Died(daemon);
                if (waited.Elapsed > StartDeadline)
                    throw new TimeoutException($"the control plane was not ready within {StartDeadline.TotalMinutes} min; see the logs in {folder}");
            }

            await Task.Delay(100, cancel);
        }
    }

    private static Exception Died(Daemon daemon)
    {
        string last = daemon.LastLines();
        return last.Contains("address already in use", StringComparison.Ordinal)
            ? new PortTakenException($"another program took a port of {daemon.Name} in the meantime")
            : new InvalidOperationException($"{daemon.Name} died while it started; the last lines of {daemon.LogFile}:\n{last}");
    }

    private sealed class PortTakenException(string message) : Exception(message);
}
