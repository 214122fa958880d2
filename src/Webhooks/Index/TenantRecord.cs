using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>A Tenant as the index keeps it.</summary>
/// <param name="Name">The tenant's name.</param>
/// <param name="Tenant">The Tenant as stored, for when its class changes; null when it cannot be read: it then is held to everything in its strict form.</param>
/// <param name="Class">The class that the policy was compiled with; null when there is none.</param>
/// <param name="Uid">Tells a Tenant from its successor of the same name.</param>
/// <param name="Generation">The generation of the spec that the policy was compiled from.</param>
/// <param name="Created">When the Tenant was created: of two with one prefix the older owns it.</param>
internal sealed record TenantRecord(string Name, Tenant? Tenant, TenantClass? Class, string Uid, long Generation, DateTimeOffset Created)
{
    /// <summary>The compiled policy.</summary>
    public TenantPolicy Policy { get; } = TenantPolicy.Compile(Tenant is null ? new() { Metadata = new() { Name = Name } } : EffectiveTenant.Of(Tenant, Class));

    /// <summary>This record with the class that the Tenant has now; the very record when that is the one it was compiled with.</summary>
    public TenantRecord WithClassOf(TenantClasses classes) =>
        classes.Of(Tenant) is var now && ReferenceEquals(now, Class) ? this : new(Name, Tenant, now, Uid, Generation, Created);
}
