using Tenancy.Api;

namespace TenantOperator.Controllers.Caches;

/// <summary>A tenant with its class: what the controllers go by.</summary>
/// <param name="Entry">The tenant as cached.</param>
/// <param name="Tenant">The Tenant with its class's sections; null when what is stored cannot be read, or its class is not known.</param>
/// <param name="Class">The class in effect; null when there is none.</param>
/// <param name="Missing">The class that the Tenant names and that is not there; null when it names none, or it is there.</param>
/// <param name="LockedOut">Sections that the Tenant sets and its class locks: what it sets there does nothing.</param>
internal sealed record Effective(TenantEntry Entry, Tenant? Tenant, ClassEntry? Class, string? Missing, IReadOnlyList<string> LockedOut)
{
    /// <summary>What a namespace that was worked on can be behind of.</summary>
    public PolicyRevision Revision { get; } = new(Entry.Generation, Class?.Revision);
}
