using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Ledgers;

/// <summary>
/// Begins the ledger of a new tenant with the places of all namespaces that its spec asks for: one write, where the webhooks would write once for each. Only
/// the first of a tenant: from then on the webhooks take its places, and a ledger that is there, of whatever state, is never touched here.
/// </summary>
internal sealed class BeginLedger(LedgerCache ledgers, ClusterCaches caches, KubeTransport transport, TimeProvider time)
{
    public async Task RunAsync(TenantScope scope, CancellationToken cancellation)
    {
        var present = caches.NamespacesOf(scope.Name).ToDictionary(n => n.Key.Name, n => new NamespacePlace { Uid = n.Uid }, StringComparer.Ordinal);
        var missing = scope.Provisioned.Keys.Where(name => !present.ContainsKey(name)).ToList();
        // The webhooks' own write does for one.
        if (missing.Count < 2 || ledgers.Ledgers.Store.TryGet(scope.Entity.Key, out _))
            return;
        var now = time.GetUtcNow();
        foreach (var name in missing)
            present[name] = new() { TakenAt = now };
        try
        {
            var body = JsonSerializer.SerializeToNode(NamespaceLedger.Of(scope.Name, present), TenantJson.Default.NamespaceLedger)!.AsObject();
            (await transport.CreateAsync(Kinds.NamespaceLedger, body, ManagedObjects.FieldManager, cancellation)).Dispose();
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // A webhook was faster; it takes the others too.
        }
    }
}
