using System.Globalization;
using ControlPlanes.Processes;

namespace ControlPlanes.Installation;

/// <summary>One process of the operator on this machine. Its ports stay the same when it is started again.</summary>
public sealed class OperatorProcess
{
    // A webhook process goes on answering for 8 s after SIGTERM, as its Deployment wants it to.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly Daemon daemon;
    private readonly string startedFrom;
    private readonly LaunchPlan plan;
    private readonly string? kubeconfig;
    private readonly int[] ports;

    internal OperatorProcess(Role role, int number, string folder, LaunchPlan plan, Func<string, string>? apiServerFor)
    {
        Role = role;
        this.plan = plan;
        string name = string.Create(CultureInfo.InvariantCulture, $"{Command}-{number}");
        daemon = new Daemon(folder, name);
        startedFrom = Path.Combine(folder, name + ".started-from");
        ports = PortFile.Read(Path.Combine(folder, name + ".ports"), count: 3);
        kubeconfig = plan.KubeconfigOf(role) is { } ofRole && apiServerFor is not null
            ? Kubeconfig.Rerouted(ofRole, apiServerFor(name), Path.Combine(folder, name + ".kubeconfig"))
            : plan.KubeconfigOf(role);
    }

    public Role Role { get; }

    /// <summary><c>controller-1</c>, <c>webhooks-2</c>.</summary>
    public string Name => daemon.Name;

    /// <summary>Where a webhook process answers admission requests.</summary>
    public Uri Url => Loopback("https", ports[0]);

    /// <summary>The port of <see cref="Url"/>.</summary>
    public int Port => ports[0];

    /// <summary>What a balancer is told of it.</summary>
    internal string Endpoint => $"{Text(ports[0])}/{Text(ports[1])}";

    /// <summary>Base of <c>livez</c> and <c>readyz</c>.</summary>
    public Uri Health => Loopback("http", ports[1]);

    /// <summary>Base of <c>metrics</c>.</summary>
    public Uri Metrics => Loopback("http", ports[2]);

    /// <summary>The log, of all starts.</summary>
    public string LogFile => daemon.LogFile;

    /// <summary>Of the running process.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int Pid => daemon.Running?.Pid ?? throw new InvalidOperationException($"{Name} does not run; its last lines:\n{LastLines}");

    public bool IsRunning => daemon.Running is not null;

    internal string LastLines => daemon.LastLines();

    private string Command => Role == Role.Controller ? "controller" : "webhooks";

    /// <summary>Starts it, unless it runs. One that runs another build or configuration is started anew.</summary>
    /// <param name="environment">Variables beside those that this process has; not for one that runs as in a pod.</param>
    /// <returns>Whether a process was started.</returns>
    public async Task<bool> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        if (IsRunning && (!File.Exists(startedFrom) || await File.ReadAllTextAsync(startedFrom) != plan.Identity))
            await StopAsync();
        bool started = plan.Kubeconfigs is null
            ? daemon.Start("unshare", PodSandbox.Command(Pod, plan.Server, plan.Executable, [.. Pod.ArgumentsOn(Ports), .. OnLoopback]), environment)
            : daemon.Start(plan.Executable, Arguments(), Pod.Environment.Concat(environment ?? new Dictionary<string, string>()).ToDictionary());
        if (started)
            await File.WriteAllTextAsync(startedFrom, plan.Identity);
        return started;
    }

    /// <summary>SIGTERM, and the time to finish.</summary>
    public Task StopAsync() => daemon.StopAsync(StopGrace);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => daemon.KillAsync();

    /// <summary>SIGSTOP.</summary>
    public void Pause() => daemon.Pause();

    /// <summary>SIGCONT.</summary>
    public void Resume() => daemon.Resume();

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancel = default)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await client.GetAsync(new Uri(Health, "readyz"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    private static Uri Loopback(string scheme, int port) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}/"));

    private LocalPod Pod => plan.PodOf(Role);

    // By the names that the manifests give the ports.
    private Dictionary<string, int> Ports => new(StringComparer.Ordinal) { ["webhooks"] = ports[0], ["health"] = ports[1], ["metrics"] = ports[2] };

    // Nobody else is to reach it on a machine that is no pod.
    private static string[] OnLoopback => ["--bind", "127.0.0.1"];

    // The manifest's, and what stands in for what only a node can give.
    private IEnumerable<string> Arguments() =>
    [
        .. Pod.ArgumentsOn(Ports).Select(Pod.Here),
        .. kubeconfig is null ? [] : (string[])["--kubeconfig", kubeconfig],
        .. OnLoopback,
        "--log-format", "simple",
    ];

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
