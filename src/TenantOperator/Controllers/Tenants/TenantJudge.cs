using System.Runtime.CompilerServices;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// Says what is wrong with a stored Tenant, its class's sections included. Admission lets none in that is invalid, but it may have been stored
/// without admission, or before a rule was there.
/// </summary>
/// <param name="validate">All errors of a Tenant, each with its field path.</param>
internal sealed class TenantJudge(Func<Tenant, IReadOnlyList<string>> validate)
{
    // A Tenant is judged once a change, not once for each of its namespaces.
    private readonly ConditionalWeakTable<Effective, IReadOnlyList<string>> _known = [];

    /// <summary>All errors; empty for a valid Tenant.</summary>
    public IReadOnlyList<string> Errors(Effective effective) => _known.GetValue(effective, Judge);

    // Without the class its quotas would go and the strict defaults come, in all namespaces at once: nobody who lost a class by accident means that.
    private IReadOnlyList<string> Judge(Effective effective) => effective switch
    {
        { Entry.Tenant: null } => [$"the stored object cannot be read: {effective.Entry.Unreadable}"],
        { Missing: { } name } => [$"spec.className: there is no TenantClass \"{name}\": make it, or give the tenant another class"],
        { Class: { Unreadable: { } why } found } => [$"TenantClass \"{found.Class.Metadata.Name}\" cannot be read: {why}"],
        _ => validate(effective.Tenant!),
    };
}
