using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlanes.Installation;
using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>
/// Whether the operator works, from end to end: a tenant is given another host and another label, and one looks whether the controller carries it out and every webhook process decides by it.
/// </summary>
internal sealed class Probe(KubeTransport api, IReadOnlyList<OperatorProcess> webhooks) : IDisposable
{
    private readonly ReviewClient client = new(keepsConnections: false, TimeSpan.FromSeconds(5));
    private readonly DrillTenant tenant = new("probe");
    private int turn;

    /// <summary>The tenant that it changes.</summary>
    public DrillTenant Tenant => tenant;

    /// <summary>Changes the tenant, and waits until that is seen everywhere.</summary>
    /// <exception cref="TimeoutException">It was not.</exception>
    public async Task PassAsync(Action<string> tell, TimeSpan limit, CancellationToken cancel)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"turn-{++turn}");
        var host = $"{label}.probe.example.com";
        var spec = new JsonObject
        {
            ["namespaces"] = new JsonObject { ["labels"] = new JsonObject { ["drill"] = label } },
            ["ingress"] = new JsonObject { ["hosts"] = new JsonArray(host) },
        };
        await Until.HoldsAsync(() => ChangedAsync(spec, cancel), "a Tenant can be changed", tell, limit, cancel);
        await Until.HoldsAsync(() => IsCarriedOutAsync(label, cancel), "the controller carries a change out", tell, limit, cancel);
        foreach (var process in webhooks)
            await Until.HoldsAsync(() => IsKnownToAsync(process, host, cancel), $"{process.Name} decides by a change", tell, limit, cancel);
    }

    public void Dispose() => client.Dispose();

    private async Task<bool> ChangedAsync(JsonObject spec, CancellationToken cancel)
    {
        try
        {
            await tenant.ChangeAsync(api, spec.DeepClone().AsObject(), cancel);
            return true;
        }
        catch (ApiException)
        {
            return false;
        }
    }

    private async Task<bool> IsCarriedOutAsync(string label, CancellationToken cancel)
    {
        foreach (var ns in tenant.Namespaces)
        {
            using var stored = await api.GetAsync(Kinds.Namespace, NamespacedName.Cluster(ns), cancel);
            if (stored is null || !stored.RootElement.GetProperty("metadata").GetProperty("labels").TryGetProperty("drill", out var found) || !found.ValueEquals(label))
                return false;
        }

        return await tenant.IsReadyAsync(api, cancel);
    }

    private async Task<bool> IsKnownToAsync(OperatorProcess process, string host, CancellationToken cancel)
    {
        var (code, text) = await client.PostAsync(new Uri(process.Url, "validate?timeout=5s"), Reviews.Ingress(tenant.Namespaces[0], host), cancel);
        return code == 200 && text.Contains("\"allowed\":true", StringComparison.Ordinal);
    }
}
