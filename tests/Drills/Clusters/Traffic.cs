using System.Globalization;
using System.Text.Json;
using ControlPlanes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Drills.Clusters;

/// <summary>
/// People at work, through the API server itself: in tenants' namespaces what is allowed (a Service, as a dry run) and what is forbidden (a pod on its node's network, which is there
/// afterwards if it was let through), and in kube-system what is none of the operator's business.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private const int Clients = 4;

    // The API server waits for a webhook for 5 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource end = new();
    private readonly IReadOnlyList<string> namespaces;
    private readonly Kubernetes client;
    private readonly Task[] working;

    private Traffic(ControlPlane controlPlane, IReadOnlyList<string> namespaces)
    {
        (this.namespaces, client) = (namespaces, controlPlane.CreateClient());
        working = [.. Enumerable.Range(0, Clients).Select(c => Task.Run(() => WorkAsync(c)))];
    }

    /// <summary>How the requests have ended until now.</summary>
    public TrafficCount Count { get; } = new();

    /// <summary>Begins.</summary>
    public static Traffic Begin(ControlPlane controlPlane, IReadOnlyList<string> namespaces) => new(controlPlane, namespaces);

    /// <summary>Ends; what is under way comes to its end.</summary>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(working);
    }

    /// <summary>Pods that are stored in the tenants' namespaces: all of them were forbidden.</summary>
    public async Task<int> StoredAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var ns in namespaces)
            count += (await client.CoreV1.ListNamespacedPodAsync(ns, cancellationToken: cancel)).Items.Count;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        client.Dispose();
        end.Dispose();
    }

    private async Task WorkAsync(int number)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var ns = namespaces[(number + n) % namespaces.Count];
            switch (n % 4)
            {
                case 0:
                    var pod = ForbiddenPod(string.Create(CultureInfo.InvariantCulture, $"forbidden-{number}-{n}"));
                    Count.Forbidden(await TryAsync(patience => client.CoreV1.CreateNamespacedPodAsync(pod, ns, cancellationToken: patience)));
                    break;
                case 1 or 2:
                    Count.Allowed(await TryAsync(patience => client.CoreV1.CreateNamespacedServiceAsync(Service(), ns, dryRun: "All", cancellationToken: patience)));
                    break;
                default:
                    Count.Platform(await TryAsync(patience => client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap(), "kube-system", dryRun: "All", cancellationToken: patience)));
                    break;
            }

            await Task.Delay(Pause, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Null when it was done, else why it was not.
    private static async Task<string?> TryAsync(Func<CancellationToken, Task> request)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await request(patience.Token);
            return null;
        }
        catch (HttpOperationException e)
        {
            return Short(MessageOf(e.Response.Content));
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Short(e.Message);
        }
    }

    private static string MessageOf(string? status)
    {
        try
        {
            using var read = JsonDocument.Parse(status ?? "");
            return read.RootElement.GetProperty("message").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return status ?? "";
        }
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] : text;

    private static V1Service Service() => new() { Metadata = new() { GenerateName = "web-" }, Spec = new() { Ports = [new() { Port = 80 }] } };

    private static V1ConfigMap ConfigMap() => new() { Metadata = new() { GenerateName = "healing-" } };

    private static V1Pod ForbiddenPod(string name) => new()
    {
        Metadata = new() { Name = name },
        Spec = new() { HostNetwork = true, Containers = [new() { Name = "c", Image = "registry.example.com/a:1" }] },
    };
}
