using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Rbac;

/// <summary>Who gets a role in a tenant's namespace.</summary>
public sealed class Subjects : IRule
{
    private const string System = "system:";
    private const string ServiceAccount = "system:serviceaccount:";
    private const string ServiceAccountsOf = "system:serviceaccounts:";

    public string Id => "rbac/subjects";

    public string Denies => "RoleBindings to the system's users and groups (system:authenticated, system:unauthenticated, system:anonymous, system:serviceaccounts, system:masters, "
        + "system:nodes and every other system:*), and to service accounts of namespaces that are not the tenant's, unless the Tenant lists them among its owners or members; "
        + "under spec.rbac.membersOnly to anybody whom it does not list. Not for platform admins and the operator.";

    public string Why => "One binding to system:authenticated opens a namespace to every tenant's people, one to system:anonymous to whoever reaches the API server; "
        + "a neighbour's service account acts with both tenants' rights.";

    public string OpenedBy => "spec.owners, spec.members";

    public IReadOnlyList<Guard> Guards { get; } = [new("rbac.authorization.k8s.io", "v1", "rolebindings", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatform())
            return;
        var subjects = RoleBindingView.Written(input.Request).Subjects;
        if (!subjects.Exists())
            return;
        if (subjects.ValueKind != JsonValueKind.Array)
        {
            violations.Add("subjects", $"{subjects.Show()} is no list");
            return;
        }
        var index = 0;
        foreach (var subject in subjects.EnumerateArray())
        {
            // The subject as a whole is in the text: the same field of another subject is another violation.
            if (Problem(subject, input) is { } problem)
                violations.Add($"subjects[{index}]", $"{subject.Show()} {problem}");
            index++;
        }
    }

    private static string? Problem(JsonElement subject, RuleInput input)
    {
        if (subject.ValueKind != JsonValueKind.Object)
            return "is no object";
        if (subject.String("name"u8) is not { Length: > 0 } name)
            return "has no name";
        if (subject.Is("kind"u8, "ServiceAccount"u8))
            return !subject.IsAbsentOrEmpty("apiGroup"u8) ? "has an apiGroup, and service accounts are of none" : AccountProblem(subject, name, input);
        if (!subject.IsAbsentOrEmpty("apiGroup"u8) && !subject.Is("apiGroup"u8, RoleBindingView.Group))
            return "has an apiGroup other than rbac.authorization.k8s.io";
        return subject.Is("kind"u8, "User"u8) ? UserProblem(name, input)
            : subject.Is("kind"u8, "Group"u8) ? GroupProblem(name, input)
            : "is of no kind that is allowed (allowed: User, Group, ServiceAccount)";
    }

    private static string? AccountProblem(JsonElement subject, string name, RuleInput input) => subject.At("namespace"u8) switch
    {
        { ValueKind: JsonValueKind.String } own when own.ValueEquals(input.Request.Namespace) => null,
        { ValueKind: JsonValueKind.String } of => AccountProblem(of.GetString()!, name, input),
        _ => "names no namespace",
    };

    private static string? AccountProblem(string @namespace, string name, RuleInput input) =>
        IsTenants(@namespace, input) || input.Policy.Rbac.ListsServiceAccount(@namespace, name)
            ? null
            : "is a service account of a namespace that is not the tenant's, and no owner or member";

    private static string? UserProblem(string name, RuleInput input)
    {
        if (name.StartsWith(ServiceAccount, StringComparison.Ordinal))
        {
            var account = name[ServiceAccount.Length..];
            return account.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                ? AccountProblem(account[..colon], account[(colon + 1)..], input)
                : "is no service account";
        }
        return name.StartsWith(System, StringComparison.Ordinal) ? "is a user of the system"
            : input.Policy.Rbac.MembersOnly && !input.Policy.Rbac.Lists(SubjectKind.User, name) ? "is no owner or member of the tenant (spec.rbac.membersOnly)"
            : null;
    }

    private static string? GroupProblem(string name, RuleInput input)
    {
        if (name.StartsWith(ServiceAccountsOf, StringComparison.Ordinal))
        {
            return IsTenants(name[ServiceAccountsOf.Length..], input) || input.Policy.Rbac.Lists(SubjectKind.Group, name)
                ? null
                : "is the group of service accounts of a namespace that is not the tenant's, and no owner or member";
        }
        return name.StartsWith(System, StringComparison.Ordinal) ? "is a group of the system"
            : input.Policy.Rbac.MembersOnly && !input.Policy.Rbac.Lists(SubjectKind.Group, name) ? "is no owner or member of the tenant (spec.rbac.membersOnly)"
            : null;
    }

    private static bool IsTenants(string @namespace, RuleInput input) =>
        input.Policy.Name.Length > 0 && string.Equals(input.Cluster.TenantOf(@namespace), input.Policy.Name, StringComparison.Ordinal);
}
