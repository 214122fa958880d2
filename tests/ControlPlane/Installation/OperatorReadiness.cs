using System.Diagnostics;
using k8s;

namespace ControlPlanes.Installation;

/// <summary>When an installation can be worked with: its processes are ready, its registrations trusted, and admission answers.</summary>
internal sealed class OperatorReadiness(ControlPlane controlPlane, OperatorInstallation installation)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private IEnumerable<OperatorProcess> Processes => installation.Controllers.Concat(installation.Webhooks);

    /// <exception cref="TimeoutException">What was not ready in time, with the last lines of its log.</exception>
    public async Task WaitAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        foreach (var process in Processes)
            await WaitAsync(process.Name, waited, async () => await process.IsReadyAsync(cancel) ? null : $"the last lines of {process.LogFile}:\n{process.LastLines}", cancel);
        using var client = controlPlane.CreateClient();
        await WaitAsync("CA bundle and rules in both registrations", waited, async () => await AreInForceAsync(client, cancel) ? null : "not there yet", cancel);
        await WaitAsync("admission", waited, () => TenantProbe.RefusalAsync(client, """ "namespaces": {"provision": [{"name": "dev"}]} """, cancel), cancel);
    }

    private async Task WaitAsync(string what, Stopwatch waited, Func<Task<string?>> complaint, CancellationToken cancel)
    {
        while (await complaint() is { } said)
        {
            if (Processes.FirstOrDefault(p => !p.IsRunning) is { } dead)
                throw new InvalidOperationException($"{dead.Name} ended; the last lines of {dead.LogFile}:\n{dead.LastLines}");
            if (installation.Balancer is { Running: null } balancer)
                throw new InvalidOperationException($"the balancer ended; the last lines of {balancer.LogFile}:\n{balancer.LastLines()}");
            if (waited.Elapsed > Deadline)
                throw new TimeoutException($"{what}: not ready within {Deadline.TotalMinutes} min: {said}");
            await Task.Delay(50, cancel);
        }
    }

    private static async Task<bool> AreInForceAsync(Kubernetes client, CancellationToken cancel)
    {
        var validating = await client.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync("tenant-operator", cancellationToken: cancel);
        var mutating = await client.AdmissionregistrationV1.ReadMutatingWebhookConfigurationAsync("tenant-operator", cancellationToken: cancel);
        return validating.Webhooks.All(w => w.ClientConfig.CaBundle is { Length: > 0 } && w.Rules is { Count: > 0 })
            && mutating.Webhooks.All(w => w.ClientConfig.CaBundle is { Length: > 0 } && w.Rules is { Count: > 0 });
    }
}
