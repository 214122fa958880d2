using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Rbac;

/// <summary>What Roles in a tenant's namespace hold.</summary>
public sealed class Verbs : IRule
{
    public string Id => "rbac/verbs";

    public string Denies => "In Roles: verbs other than get, list, watch, create, update, patch, delete, deletecollection (so bind, escalate, impersonate and *); * in groups and "
        + "resources; writing endpoints, endpointslices, resourcequotas, limitranges, bindings, namespaces, nodes, and the status of what Kubernetes serves; other subresources than those "
        + "that tenants use (so pods/proxy, services/proxy, pods/binding, serviceaccounts/token); anything of tenantoperator.io; nonResourceURLs. Not for platform admins and the operator. "
        + "What else a Role may hold is what its author holds: the API server sees to that.";

    public string Why => "The API server lets nobody grant what he has not, but a deployment tool with great rights applies what tenants write; "
        + "bind, escalate and impersonate undo the check, and * holds whatever comes to be.";

    public IReadOnlyList<Guard> Guards { get; } = [new("rbac.authorization.k8s.io", "v1", "roles", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatform())
            return;
        Judge(input.Request.Object.At("rules"u8), violations);
    }

    /// <summary>Judges the rules of a role, whoever writes it.</summary>
    internal static void Judge(JsonElement rules, Violations violations)
    {
        if (!rules.Exists())
            return;
        if (rules.ValueKind != JsonValueKind.Array)
        {
            violations.Add("rules", $"{rules.Show()} is no list");
            return;
        }
        var index = 0;
        foreach (var rule in rules.EnumerateArray())
            CheckRule(rule, $"rules[{index++}]", violations);
    }

    private static void CheckRule(JsonElement rule, string path, Violations violations)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            violations.Add(path, $"{rule.Show()} is no object");
            return;
        }
        var reads = true;
        var kubernetes = false;
        Each(rule, "verbs"u8, "verbs", path, violations, verb =>
        {
            reads &= RoleRights.Reading.Contains(verb, StringComparer.Ordinal);
            return RoleRights.Verbs.Contains(verb, StringComparer.Ordinal) ? null : $"is not allowed (allowed: {string.Join(", ", RoleRights.Verbs)})";
        });
        Each(rule, "apiGroups"u8, "apiGroups", path, violations, group =>
        {
            kubernetes |= RoleRights.IsOfKubernetes(group);
            return group.Contains('*', StringComparison.Ordinal) ? "is not allowed: groups are named"
                : ProtectedKeys.SpeakOfTenancy($"{group}/") ? "is not allowed: it is the operator's own"
                : null;
        });
        Each(rule, "resources"u8, "resources", path, violations, resource =>
            resource.Contains('*', StringComparison.Ordinal) ? "is not allowed: resources are named" : kubernetes ? RoleRights.Problem(resource, reads) : null);
        Each(rule, "nonResourceURLs"u8, "nonResourceURLs", path, violations, _ => "is not allowed: a Role is about a namespace");
    }

    private static void Each(JsonElement rule, ReadOnlySpan<byte> name, string list, string path, Violations violations, Func<string, string?> problem)
    {
        var values = rule.At(name);
        if (!values.Exists())
            return;
        if (values.ValueKind != JsonValueKind.Array)
        {
            violations.Add($"{path}.{list}", $"{values.Show()} is no list");
            return;
        }
        var index = 0;
        foreach (var value in values.EnumerateArray())
        {
            var found = value.ValueKind == JsonValueKind.String ? problem(value.GetString()!) : "is no string";
            // With the whole of the rule it stands in: a stored * on one resource must not excuse one on another.
            if (found is not null)
                violations.Add($"{path}.{list}[{index}]", $"{value.Show()} {found}; in {rule.Show()}");
            index++;
        }
    }
}
