namespace Webhooks.Registrations;

/// <summary>Which of the objects of its kinds a webhook is called for.</summary>
public enum Matching
{
    /// <summary>Those in namespaces that have the tenant label (<c>namespaceSelector</c>).</summary>
    InTenantNamespaces,

    /// <summary>
    /// Status in namespaces that have the tenant label; not what nodes write, where the server can tell (<c>matchConditions</c>).
    /// </summary>
    StatusInTenantNamespaces,

    /// <summary>
    /// Endpoints and slices in namespaces that have the tenant label; not what Kubernetes' own controllers write, where the server can tell
    /// (<c>matchConditions</c>).
    /// </summary>
    EndpointsInTenantNamespaces,

    /// <summary>
    /// Whatever there is in namespaces with the label of suspended tenants; not what nodes and Kubernetes' own controllers write, where the server
    /// can tell (<c>matchConditions</c>): what runs goes on, whether we answer or not.
    /// </summary>
    InSuspendedNamespaces,

    /// <summary>
    /// Those that have the tenant label or had it before the change (<c>objectSelector</c>): for Namespaces, whose <c>namespaceSelector</c>
    /// is tested on the new labels alone.
    /// </summary>
    WithTenantLabel,

    /// <summary>All but those that the cluster's own administrators write, where the server can tell (<c>matchConditions</c>).</summary>
    AllButMasters,

    /// <summary>All.</summary>
    All,
}
