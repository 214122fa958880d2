using System.Globalization;

namespace ControlPlanes.Installation;

/// <summary>A process behind a balancer: where it listens, and whether it is ready, as an endpoint of a Service is when the kubelet's probe says so.</summary>
/// <param name="port">Where it listens.</param>
/// <param name="healthPort">Where it answers <c>/readyz</c>; null: ready whenever it accepts a connection.</param>
internal sealed class Endpoint(int port, int? healthPort = null) : IDisposable
{
    // A Service lags behind its endpoints, too: the kubelet probes every two seconds.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(2) };

    public int Port => port;

    /// <summary>What the last look said.</summary>
    public bool IsReady { get; private set; } = healthPort is null;

    /// <summary>Reads <c>PORT</c> or <c>PORT/HEALTHPORT</c>.</summary>
    public static Endpoint Parse(string text) =>
        text.Split('/') switch
        {
            [var port] => new(Number(port)),
            [var port, var health] => new(Number(port), Number(health)),
            _ => throw new FormatException($"{text} is no PORT and no PORT/HEALTHPORT"),
        };

    /// <summary>Looks again and again.</summary>
    public async Task WatchAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await LookAsync();
            await Task.Delay(Interval, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync()
    {
        if (healthPort is null)
            return;
        try
        {
            using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{healthPort}/readyz")));
            IsReady = answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            IsReady = false;
        }
        catch (Exception e) when (e is TaskCanceledException or ObjectDisposedException)
        {
            // No answer in time is no answer: a busy machine takes nobody out of service.
        }
    }

    public void Dispose() => client.Dispose();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
