using Tenancy.Api;

namespace Webhooks.Registrations;

/// <summary>A <see cref="Matching"/> in the terms of a webhook configuration.</summary>
/// <param name="Namespaces">What a label of the object's namespace must be (<c>namespaceSelector</c>); null: nothing is asked of it.</param>
/// <param name="Objects">What a label of the object must be, before the change or after it (<c>objectSelector</c>); null: nothing is asked of it.</param>
/// <param name="Condition">What the request must be, where the server can tell (<c>matchConditions</c>); null: nothing is asked of it.</param>
public sealed record MatchingTerms(LabelRequirement? Namespaces = null, LabelRequirement? Objects = null, MatchCondition? Condition = null)
{
    private static readonly LabelRequirement OfTenant = new(Labels.Tenant, "Exists", []);
    private static readonly LabelRequirement OfSuspendedTenant = new(Labels.Suspended, "In", ["true"]);

    private static readonly MatchCondition NotByNode = new("not-by-a-node", "!(has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups)");

    private static readonly MatchCondition NotByEndpointControllers = new(
        "not-by-kubernetes-itself",
        "!(request.userInfo.username in ['system:kube-controller-manager', 'system:serviceaccount:kube-system:endpoint-controller', "
        + "'system:serviceaccount:kube-system:endpointslice-controller', 'system:serviceaccount:kube-system:endpointslicemirroring-controller'])");

    private static readonly MatchCondition NotByKubernetes = new(
        "not-by-kubernetes-itself",
        "!(request.userInfo.username in ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler']) "
        + "&& !(has(request.userInfo.groups) && ('system:masters' in request.userInfo.groups || 'system:nodes' in request.userInfo.groups))");

    private static readonly MatchCondition NotByMasters = new(
        "not-by-the-cluster-itself",
        "request.userInfo.username != 'system:apiserver' && !(has(request.userInfo.groups) && 'system:masters' in request.userInfo.groups)");

    /// <summary>The terms of a matching.</summary>
    public static MatchingTerms Of(Matching matching) => matching switch
    {
        Matching.InTenantNamespaces => new(OfTenant),
        Matching.StatusInTenantNamespaces => new(OfTenant, Condition: NotByNode),
        Matching.EndpointsInTenantNamespaces => new(OfTenant, Condition: NotByEndpointControllers),
        Matching.InSuspendedNamespaces => new(OfSuspendedTenant, Condition: NotByKubernetes),
        Matching.WithTenantLabel => new(Objects: OfTenant),
        Matching.AllButMasters => new(Condition: NotByMasters),
        Matching.All => new(),
        _ => throw new ArgumentOutOfRangeException(nameof(matching), matching, "no such matching"),
    };
}
