using ControlPlanes.Installation;

namespace Drills.Clusters;

/// <summary>Starts again what has ended, as a kubelet does, and tells what ended without being told to.</summary>
internal sealed class Kubelet : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource end = new();
    private readonly IReadOnlyList<OperatorProcess> processes;
    private readonly HashSet<OperatorProcess> held = [];
    private readonly HashSet<OperatorProcess> told = [];
    private readonly Dictionary<OperatorProcess, IReadOnlyDictionary<string, string>> environments = [];
    private readonly List<string> ends = [];
    private readonly Task loop;

    public Kubelet(IReadOnlyList<OperatorProcess> processes)
    {
        this.processes = processes;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>The names of processes that ended without being told to, one for each time.</summary>
    public IReadOnlyList<string> Ends
    {
        get
        {
            lock (gate)
                return [.. ends];
        }
    }

    /// <summary>Leaves a process alone from now on, dead or alive.</summary>
    public void Hold(OperatorProcess process)
    {
        lock (gate)
            held.Add(process);
    }

    /// <summary>Takes care of it again; that it is dead by then is nobody's surprise.</summary>
    public void Release(OperatorProcess process)
    {
        lock (gate)
        {
            held.Remove(process);
            if (!process.IsRunning)
                told.Add(process);
        }
    }

    /// <summary>kill -9; the process is started again at once.</summary>
    public async Task KillAsync(OperatorProcess process)
    {
        Hold(process);
        await process.KillAsync();
        Release(process);
    }

    /// <summary>SIGTERM, and once it has ended a start with these variables, which it keeps.</summary>
    public async Task RestartAsync(OperatorProcess process, IReadOnlyDictionary<string, string>? environment = null)
    {
        Hold(process);
        await process.StopAsync();
        lock (gate)
        {
            environments.Remove(process);
            if (environment is not null)
                environments[process] = environment;
        }

        Release(process);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await loop;
        end.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var process in processes)
                await LookAfterAsync(process);
            await Task.Delay(200, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAfterAsync(OperatorProcess process)
    {
        IReadOnlyDictionary<string, string>? environment;
        lock (gate)
        {
            if (held.Contains(process) || process.IsRunning)
                return;
            if (!told.Remove(process))
                ends.Add(process.Name);
            environment = environments.GetValueOrDefault(process);
        }

        await process.StartAsync(environment);
    }
}
