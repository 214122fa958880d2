using System.Diagnostics;
using System.Globalization;
using ControlPlanes.Processes;

namespace Benchmarks.Processes;

/// <summary>A process of the operator, or of the benchmark server, on free ports of 127.0.0.1.</summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Daemon daemon;
    private readonly int[] ports = FreePorts.Take(3);

    private RoleProcess(string folder, string name) => daemon = new(folder, name);

    public int Pid => daemon.Running?.Pid ?? throw new InvalidOperationException($"{daemon.Name} does not run; its last lines:\n{daemon.LastLines()}");

    /// <summary>Where a webhook process answers.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{ports[0]}/"));

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan StartToReady { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="executable">Which.</param>
    /// <param name="role">Its command: <c>webhooks</c> or <c>controller</c>.</param>
    /// <param name="kubeconfig">The API server.</param>
    /// <param name="config">The configuration file.</param>
    /// <param name="folder">Where its pid file and log lie.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="cancel">Ends the wait, and the process.</param>
    public static async Task<RoleProcess> StartAsync(string executable, string role, string kubeconfig, string config, string folder, string name, CancellationToken cancel)
    {
        var process = new RoleProcess(folder, name);
        try
        {
            var watch = Stopwatch.StartNew();
            process.daemon.Start(executable,
            [
                role, "--config", config, "--kubeconfig", kubeconfig, "--bind", "127.0.0.1", "--log-format", "simple",
                "--port", Text(process.ports[0]), "--health-port", Text(process.ports[1]), "--metrics-port", Text(process.ports[2]),
            ]);
            await process.WaitReadyAsync(watch, cancel);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await daemon.StopAsync(TimeSpan.FromSeconds(5));

    private async Task WaitReadyAsync(Stopwatch watch, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[1]}/")) };
        while (!await IsReadyAsync(http, cancel))
        {
            if (daemon.Running is null || watch.Elapsed > Patience)
                throw new InvalidOperationException($"{daemon.Name} did not become ready; its last lines:\n{daemon.LastLines()}");
            // What is measured is a matter of tens of milliseconds.
            await Task.Delay(2, cancel);
        }
        StartToReady = watch.Elapsed;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("readyz", UriKind.Relative), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
