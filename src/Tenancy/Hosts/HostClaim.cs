namespace Tenancy.Hosts;

/// <summary>A host, or a wildcard over one label, in the list of a tenant.</summary>
/// <param name="Host">The canonical name, or <c>*.</c> and a canonical name.</param>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Created">When the tenant was created: of two the older owns.</param>
public sealed record HostClaim(string Host, string Tenant, DateTimeOffset Created);
