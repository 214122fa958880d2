namespace Tenancy.Api;

/// <summary>What the tenant's owners may grant in its namespaces.</summary>
public sealed record RbacSpec
{
    /// <summary>Whether role bindings may name only owners and members of the Tenant, and service accounts of its namespaces. Unset: false.</summary>
    public bool? MembersOnly { get; init; }
}
