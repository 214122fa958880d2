using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Rbac;

/// <summary>Which roles are bound in a tenant's namespace.</summary>
public sealed class RoleRefs : IRule
{
    public string Id => "rbac/role-refs";

    public string Denies => "RoleBindings to ClusterRoles other than tenant-operator:owner, tenant-operator:edit, tenant-operator:view and those that the platform lists "
        + "(platform.memberClusterRoles), and adding subjects to such a binding, by others than platform admins and the operator. Roles of the namespace may be bound: "
        + "rbac/verbs and the API server's own check against escalation have judged what they hold.";

    public string Why => "A ClusterRole changes without the tenant's doing: who binds one gets what it holds tomorrow (admin and edit grow with every operator that is installed), "
        + "and cluster-admin holds the quotas, the network policies and the namespace itself.";

    public IReadOnlyList<Guard> Guards { get; } = [new("rbac.authorization.k8s.io", "v1", "rolebindings", Operations.Write)];

    /// <summary>A binding that the platform has made must not be given further subjects.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        var written = RoleBindingView.Written(input.Request);
        if (Problem(written.RoleRef, input.Platform) is not var (field, problem) || input.Standing.IsPlatform())
            return;
        if (input.Request.Operation != Operations.Update || !written.GrantsNothingBeside(RoleBindingView.Stored(input.Request)))
            violations.Add(field, problem);
    }

    private static (string Field, string Problem)? Problem(JsonElement role, PlatformSettings platform)
    {
        if (role.ValueKind != JsonValueKind.Object)
            return ("roleRef", $"{role.Show()} is no object");
        if (!role.IsAbsentOrEmpty("apiGroup"u8) && !role.Is("apiGroup"u8, RoleBindingView.Group))
            return ("roleRef.apiGroup", $"{role.Show("apiGroup"u8)} is not allowed (allowed: rbac.authorization.k8s.io)");
        var name = role.At("name"u8);
        if (name.ValueKind != JsonValueKind.String)
            return ("roleRef.name", $"{name.Show()} is no string");
        if (role.Is("kind"u8, "Role"u8))
            return null;
        if (!role.Is("kind"u8, "ClusterRole"u8))
            return ("roleRef.kind", $"{role.Show("kind"u8)} is not allowed (allowed: Role, ClusterRole)");
        return IsAllowed(name, platform) ? null : ("roleRef.name", $"ClusterRole {name.Show()} is not allowed (allowed: {Allowed(platform)}; Roles of the namespace)");
    }

    private static bool IsAllowed(JsonElement name, PlatformSettings platform) => IsAnyOf(name, RbacPolicy.CuratedRoles) || IsAnyOf(name, platform.MemberClusterRoles);

    private static bool IsAnyOf(JsonElement name, IReadOnlyList<string> roles)
    {
        for (var i = 0; i < roles.Count; i++)
        {
            if (name.ValueEquals(roles[i]))
                return true;
        }
        return false;
    }

    private static string Allowed(PlatformSettings platform) => string.Join(", ", RbacPolicy.CuratedRoles.Concat(platform.MemberClusterRoles));
}
