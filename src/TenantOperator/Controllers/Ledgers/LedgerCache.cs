using OperatorRuntime;

namespace TenantOperator.Controllers.Ledgers;

/// <summary>The tenants' ledgers.</summary>
internal sealed class LedgerCache(KubeTransport transport, RuntimeServices services)
{
    /// <summary>All of them, by tenant.</summary>
    public Informer<LedgerEntry> Ledgers { get; } = new(transport, Kinds.NamespaceLedger, LedgerEntry.Read, null, services);
}
