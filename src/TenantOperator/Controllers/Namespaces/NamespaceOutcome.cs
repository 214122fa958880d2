namespace TenantOperator.Controllers.Namespaces;

/// <summary>How the last reconciliation of a namespace ended.</summary>
/// <param name="Tenant">The tenant it was done for.</param>
/// <param name="Generation">The generation of the Tenant that was used.</param>
/// <param name="Error">What does not stand yet, for people; null when everything stands.</param>
internal sealed record NamespaceOutcome(string Tenant, long Generation, string? Error);
