using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Reach;

/// <summary>
/// What is known of namespaces beside what a selector says: a namespace that has the label <c>kubernetes.io/metadata.name</c> has that name (the API
/// server writes it from 1.21 on; before, namespaces/ownership refuses another value on new namespaces and on tenants'), and a tenant's namespace
/// carries the tenant's label. That every namespace has the label is not taken for granted: before 1.21 hardly one has.
/// </summary>
internal static class Neighbourhood
{
    /// <summary>The label that is the namespace's name, where it is there.</summary>
    public static readonly Dimension NameLabel = new(Aspect.PeerNamespace, ProtectedKeys.NamespaceName);

    private static readonly Dimension TenantLabel = new(Aspect.PeerNamespace, Labels.Tenant);

    /// <summary>The connections as far as they are possible, in one or more sets.</summary>
    public static IEnumerable<Connections> Possible(Connections connections, Wall wall, RuleInput input, Effort effort)
    {
        if (connections.Limits.ContainsKey(Dimension.Place))
            return [connections.With(TenantLabel, LabelValues.In(input.Policy.Name)).With(NameLabel, LabelValues.AbsentOr(input.Request.Namespace))];
        if (((LabelValues)connections[NameLabel]).Listed is { } names)
            return names.Select(name => Named(name, connections, input, effort));
        // Where the wall is open to all names but some, it is these that are left to look at; of all others nothing is known.
        return wall.NamesLeftOut is { Count: > 0 } some
            ? some.Select(name => Named(name, connections, input, effort)).Append(connections.With(NameLabel, LabelValues.NotIn(some)))
            : [connections];
    }

    private static Connections Named(string name, Connections connections, RuleInput input, Effort effort)
    {
        effort.Spend(connections.Limits.Count);
        var isHere = string.Equals(name, input.Request.Namespace, StringComparison.Ordinal);
        var named = connections.With(NameLabel, LabelValues.In(name)).With(Dimension.Place, isHere ? Place.Here : Place.Elsewhere);
        var tenant = isHere ? input.Policy.Name : input.Cluster.TenantOf(name);
        return tenant is null ? named : named.With(TenantLabel, LabelValues.In(tenant));
    }
}
