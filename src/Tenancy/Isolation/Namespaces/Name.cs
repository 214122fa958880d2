using System.Collections.Frozen;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Namespaces;

/// <summary>What namespaces may be called.</summary>
public sealed class Name : IRule
{
    private const string SystemPrefix = "kube-";

    /// <summary>
    /// Top-level domains. A pod asks for example.com as example.com.svc.cluster.local first, while the name has fewer than five dots, and so
    /// asks the service "example" of a namespace "com". Not the whole of the root zone (https://data.iana.org/TLD/tlds-alpha-by-domain.txt, over
    /// a thousand names that change): the generic domains of RFC 1591 and of ICANN's first rounds, the newer ones with the most names, and
    /// those that resolvers treat apart. Two letters, a country's, and xn-- are caught by form.
    /// </summary>
    private static readonly FrozenSet<string> TopLevelDomains = FrozenSet.Create(
        StringComparer.Ordinal,
        "com", "net", "org", "edu", "gov", "mil", "int", "arpa", "info", "biz", "name", "pro", "aero", "coop", "museum", "jobs", "mobi", "travel", "tel", "cat", "asia", "post",
        "app", "cloud", "dev", "online", "shop", "site", "store", "tech", "top", "xyz",
        "internal", "local", "localhost", "svc", "cluster");

    public string Id => "namespaces/name";

    public string Denies => "A tenant's namespace whose name lacks the tenant's prefix; a new namespace under the prefix of a tenant that the requester does not own or whose owners may make none, "
        + "one without a prefix made by a tenant's owner, and one with a protected name (kube-*, the platform's list) "
        + "or with the name of a public top-level domain. Not for platform admins and the operator. Of prefixes that extend one another the longest counts; who owns the tenants of both may choose the shorter one's by its label.";

    public string Why => "The name is part of every service's DNS name: a namespace named com answers for example.com in every pod's search list; one named as a neighbour's would be takes its place.";

    public string? OpenedBy => "spec.namespaces.selfService";

    public string? AlwaysEnforced => "It keeps strangers out of a tenant's names, not the tenant in its walls: a mode would open them to everybody.";

    public string? NotAudited => "It judges new names; platform admins may bring in namespaces of any.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "namespaces", Operations.Create)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatform())
            return;
        var name = NamespaceView.NameOf(input.Request);
        if (Problem(name, input) is { } problem)
            violations.Add("metadata.name", $"\"{name}\" {problem}; {input.Ask}");
    }

    private static string? Problem(string name, RuleInput input)
    {
        if (name.Length == 0)
            return "cannot be judged before it is known";
        if (name.StartsWith(SystemPrefix, StringComparison.Ordinal) || name == input.Platform.OperatorNamespace
            || input.Platform.ProtectedNamespaces.Contains(name, StringComparer.Ordinal))
            return "is kept for the platform";
        if (name.Length == 2 || name.StartsWith("xn--", StringComparison.Ordinal) || TopLevelDomains.Contains(name))
            return "is a top-level domain: its services would answer for public names";
        if (input.Cluster.TenantByPrefix(name) is { } tenant)
            return UnderPrefix(tenant, input);
        if (input.Standing != Standing.System && !IsLabelledForOwn(input) && input.Cluster.TenantsOwnedBy(input.Request.Requester) is { Count: > 0 } owned)
            return $"has the prefix of no tenant; which of yours is it for? Begin the name with {Prefixes(owned)}";
        return NamespaceView.Written(input.Request).IsClaimed && !name.StartsWith(input.Policy.NamespacePrefix, StringComparison.Ordinal)
            ? $"lacks the tenant's prefix \"{input.Policy.NamespacePrefix}\""
            : null;
    }

    // Then it is no question which tenant is meant.
    private static bool IsLabelledForOwn(RuleInput input) => input.Standing == Standing.Owner && OwnersNamespace.IsLabelled(input);

    private static string? UnderPrefix(TenantPolicy tenant, RuleInput input)
    {
        var owned = input.Cluster.TenantsOwnedBy(input.Request.Requester);
        if (input.Standing == Standing.System || !tenant.IsOwner(input.Request.Requester))
            return $"has the prefix of tenant \"{tenant.Name}\", which {input.Request.Requester.Username} does not own{(owned.Count > 0 ? $"; begin the name with {Prefixes(owned)}" : "")}";
        if (!tenant.Namespaces.SelfService)
            return $"has the prefix of tenant \"{tenant.Name}\", whose owners make no namespaces (spec.namespaces.selfService is false); they come from its Tenant's spec.namespaces.provision";
        var label = NamespaceView.Written(input.Request).TenantLabel;
        return label.IsText(tenant.Name) || (OwnersNamespace.IsMadeBy(input) && OwnersNamespace.IsLabelled(input)) ? null
            : label.Exists() ? $"has the prefix of tenant \"{tenant.Name}\", and the label tenantoperator.io/tenant says {label.Show()}; which is meant? Take the label away, or begin the name with that tenant's prefix"
            : $"is one of tenant \"{tenant.Name}\" and lacks its label, which tenant-operator's mutating webhook sets";
    }

    // Somebody may own a thousand.
    private static string Prefixes(IReadOnlyList<TenantPolicy> owned)
    {
        const int shown = 5;
        var open = owned.Where(t => t.Namespaces.SelfService).ToArray();
        return open.Length == 0
            ? "the prefix of a tenant whose owners may make namespaces (none of yours: spec.namespaces.selfService is false)"
            : string.Join(" or ", open.Take(shown).Select(t => $"\"{t.NamespacePrefix}\" (tenant {t.Name})")) + (open.Length > shown ? " or another of your tenants' prefixes" : "");
    }
}
