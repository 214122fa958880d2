using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>How the last reconciliation of a namespace ended.</summary>
/// <param name="Tenant">The tenant it was done for.</param>
/// <param name="Revision">The state of the Tenant and of its class that was used.</param>
/// <param name="Error">What does not stand yet, for people; null when everything stands.</param>
internal sealed record NamespaceOutcome(string Tenant, PolicyRevision Revision, string? Error);
