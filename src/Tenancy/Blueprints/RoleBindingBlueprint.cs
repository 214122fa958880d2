using Tenancy.Api;
using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>
/// Role bindings of the tenant's people in one namespace. One a role, and named after it: a binding's roleRef cannot be changed,
/// so a name must never come to mean another role.
/// </summary>
internal static class RoleBindingBlueprint
{
    public const string Owners = Labels.ManagedNamePrefix + "owners";
    public const string MembersPrefix = Labels.ManagedNamePrefix + "members-";

    public static IEnumerable<DesiredObject> Of(Tenant tenant, NamespaceFacts @namespace, PlatformSettings platform)
    {
        if (tenant.Spec.Owners.Count > 0)
            yield return Binding(tenant, @namespace.Name, Owners, MemberRoles.Owner, tenant.Spec.Owners);
        var byRole = (tenant.Spec.Members ?? [])
            .Where(m => m.NamespaceSelector is null || LabelQuery.Matches(m.NamespaceSelector, @namespace.Labels))
            .GroupBy(m => m.Role, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var members in byRole)
        {
            // A ClusterRole that the platform lists no more is bound no more.
            if (MemberRoles.ClusterRoleOf(members.Key, platform) is { } clusterRole)
                yield return Binding(tenant, @namespace.Name, MembersPrefix + members.Key, clusterRole, members.SelectMany(m => m.Subjects));
        }
    }

    private static DesiredObject Binding(Tenant tenant, string @namespace, string name, string clusterRole, IEnumerable<Subject> subjects) =>
        DesiredObject.Create(
            ObjectType.RoleBinding, @namespace, name, tenant.Metadata.Name,
            ("subjects", RbacJson.Subjects(subjects)), ("roleRef", RbacJson.ClusterRoleRef(clusterRole)));
}
