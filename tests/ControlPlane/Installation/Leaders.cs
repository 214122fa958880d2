namespace ControlPlanes.Installation;

/// <summary>Knows which of some controllers leads, and starts those that ended, as a kubelet would.</summary>
public sealed class Leaders(IReadOnlyList<OperatorProcess> controllers) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>The one that leads, as soon as one does.</summary>
    public async Task<OperatorProcess> FindAsync(CancellationToken cancel)
    {
        while (true)
        {
            foreach (var controller in controllers)
                if (await LeadsAsync(controller, cancel))
                    return controller;
            await PickUpAsync();
            await Task.Delay(50, cancel);
        }
    }

    /// <summary>Starts those that do not run.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PickUpAsync() => (await Task.WhenAll(controllers.Select(c => c.StartAsync()))).Count(started => started);

    /// <summary>The ends of the logs, for an error message.</summary>
    public string LastLines() => string.Join('\n', controllers.Select(c => $"{c.LogFile}:\n{string.Join('\n', File.ReadLines(c.LogFile).TakeLast(30))}"));

    /// <summary>Whether a controller says that it leads.</summary>
    public async Task<bool> LeadsAsync(OperatorProcess controller, CancellationToken cancel)
    {
        try
        {
            var metrics = await _http.GetStringAsync(new Uri(controller.Metrics, "metrics"), cancel);
            return metrics.Split('\n').Any(l => l.StartsWith("leader_election_master_status", StringComparison.Ordinal) && l.TrimEnd().EndsWith(" 1", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            // It has just been started, or is dead.
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
