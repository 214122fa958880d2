using System.Runtime.CompilerServices;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>Says what is wrong with a stored Tenant. Admission lets none in that is invalid, but it may have been stored without admission, or before a rule was there.</summary>
/// <param name="validate">All errors of a Tenant, each with its field path.</param>
internal sealed class TenantJudge(Func<Tenant, IReadOnlyList<string>> validate)
{
    // A Tenant is judged once a change, not once for each of its namespaces.
    private readonly ConditionalWeakTable<TenantEntry, IReadOnlyList<string>> _known = [];

    /// <summary>All errors; empty for a valid Tenant.</summary>
    public IReadOnlyList<string> Errors(TenantEntry entry) => _known.GetValue(entry, Judge);

    private IReadOnlyList<string> Judge(TenantEntry entry) =>
        entry.Tenant is null ? [$"the stored object cannot be read: {entry.Unreadable}"] : validate(entry.Tenant);
}
