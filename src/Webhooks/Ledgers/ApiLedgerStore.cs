using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Objects;
using Webhooks.Index;

namespace Webhooks.Ledgers;

/// <summary>Ledgers as objects of the API server.</summary>
internal sealed class ApiLedgerStore(KubeTransport transport) : ILedgerStore
{
    private static readonly ResourceType Ledgers =
        new(NamespaceLedger.Group, NamespaceLedger.Version, NamespaceLedger.Plural, nameof(NamespaceLedger), Namespaced: false);

    public async Task<NamespaceLedger?> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        using var found = await transport.GetAsync(Ledgers, NamespacedName.Cluster(tenant), cancellationToken);
        return found?.RootElement.Deserialize(TenantJson.Default.NamespaceLedger);
    }

    public async Task<bool> WriteAsync(string tenant, NamespaceLedger? read, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellationToken)
    {
        var ledger = NamespaceLedger.Of(tenant, places);
        // The version is the condition: of two that read the same one, the API server takes the first.
        ledger = ledger with { Metadata = ledger.Metadata with { ResourceVersion = read?.Metadata.ResourceVersion } };
        var body = JsonSerializer.SerializeToNode(ledger, TenantJson.Default.NamespaceLedger)!.AsObject();
        try
        {
            using var written = read is null
                ? await transport.CreateAsync(Ledgers, body, Labels.Operator, cancellationToken)
                : await transport.ReplaceAsync(Ledgers, NamespacedName.Cluster(tenant), body, Labels.Operator, cancellationToken);
            return true;
        }
        // Not found: the ledger went, with its Tenant, and starts anew. When it is to start and is not found, there is no such kind.
        catch (ApiException e) when (e.IsConflict || (e.IsNotFound && read is not null))
        {
            return false;
        }
    }

    public async Task<IReadOnlyCollection<string>> NamespacesAsync(string tenant, CancellationToken cancellationToken)
    {
        // From the API server's memory, where looking through all namespaces of a large cluster takes milliseconds; etcd would send and have decoded every one of them.
        var options = new ListOptions { LabelSelector = $"{Labels.Tenant}={tenant}", ResourceVersion = "0" };
        using var list = await transport.ListPageAsync(ResourceTypes.Namespaces, options, cancellationToken);
        return [.. list.Items.Select(item => item.At("metadata"u8).String("name"u8) ?? "")];
    }
}
