using System.Text.Json;
using Tenancy.Api;

namespace TenantOperator.Controllers.Ledgers;

/// <summary>What is kept of a tenant's ledger.</summary>
/// <param name="Places">By a namespace's name. Null where what is stored is no ledger.</param>
internal sealed record LedgerEntry(IReadOnlyDictionary<string, NamespacePlace>? Places)
{
    /// <summary>Reads a stored ledger.</summary>
    public static LedgerEntry Read(JsonElement stored)
    {
        try
        {
            return new(stored.Deserialize(TenantJson.Default.NamespaceLedger)?.Places);
        }
        catch (JsonException)
        {
            return new((IReadOnlyDictionary<string, NamespacePlace>?)null);
        }
    }
}
