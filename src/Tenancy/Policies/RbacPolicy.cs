using System.Collections.Frozen;
using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>Whom and what role bindings of a tenant may name, compiled.</summary>
public sealed class RbacPolicy
{
    /// <summary>The ClusterRoles that the operator makes for tenants: <c>spec.members[].role</c> names them without their prefix.</summary>
    public static IReadOnlyList<string> CuratedRoles { get; } = ["tenant-operator:owner", "tenant-operator:edit", "tenant-operator:view"];

    private readonly FrozenSet<Subject> people;

    /// <summary>Compiles the section of a tenant with these owners and members.</summary>
    public RbacPolicy(RbacSpec spec, IEnumerable<Subject?> people)
    {
        MembersOnly = spec.MembersOnly ?? false;
        this.people = people.OfType<Subject>().ToFrozenSet();
    }

    /// <summary>Whether bindings may name none but owners, members and the tenant's service accounts.</summary>
    public bool MembersOnly { get; }

    /// <summary>Whether the Tenant lists this subject among its owners or members.</summary>
    public bool Lists(SubjectKind kind, string name, string? @namespace = null) =>
        people.Contains(new() { Kind = kind, Name = name, Namespace = @namespace });

    /// <summary>Whether the Tenant lists a service account, by itself or with all those of its namespace.</summary>
    public bool ListsServiceAccount(string @namespace, string name) =>
        Lists(SubjectKind.ServiceAccount, name, @namespace) || Lists(SubjectKind.Group, $"system:serviceaccounts:{@namespace}");
}
