using Tenancy.Api;

namespace Webhooks.Ledgers;

/// <summary>Where ledgers are kept: the API server, whose optimistic concurrency decides who is first.</summary>
internal interface ILedgerStore
{
    /// <summary>The tenant's ledger as it is now, from no cache; null when there is none.</summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    /// <exception cref="System.Text.Json.JsonException">What is stored is no ledger.</exception>
    Task<NamespaceLedger?> ReadAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Stores places in place of those of the ledger that was read; <paramref name="read"/> is null where none was.</summary>
    /// <returns>False when somebody else was faster: it is to be read again.</returns>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<bool> WriteAsync(string tenant, NamespaceLedger? read, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellationToken);

    /// <summary>
    /// The names of the namespaces that have the tenant's label, as the API server remembers them: it may be milliseconds late. That matters only to a ledger that was
    /// deleted by hand amid creations, and the controller enters what was missed.
    /// </summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<IReadOnlyCollection<string>> NamespacesAsync(string tenant, CancellationToken cancellationToken);
}
