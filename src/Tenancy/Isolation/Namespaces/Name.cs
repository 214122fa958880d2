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

    public string Denies => "A tenant's namespace whose name lacks the tenant's prefix; a new namespace under a tenant's prefix, with a protected name (kube-*, the platform's list) "
        + "or with the name of a public top-level domain, made by others than platform admins and the operator.";

    public string Why => "The name is part of every service's DNS name: a namespace named com answers for example.com in every pod's search list; one named as a neighbour's would be takes its place.";

    public string? AlwaysEnforced => "It keeps strangers out of a tenant's names, not the tenant in its walls: a mode would open them to everybody.";

    public string? NotAudited => "It judges new names; platform admins may bring in namespaces of any.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "namespaces", Operations.Create)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatform())
            return;
        var metadata = NamespaceView.Written(input.Request).Metadata;
        // The request's own name is empty where the server has generated one.
        var name = metadata.String("name"u8) ?? input.Request.Name;
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
            return $"has the prefix of tenant \"{tenant.Name}\", whose namespaces are made by its Tenant's spec.namespaces.provision";
        return NamespaceView.Written(input.Request).IsClaimed && !name.StartsWith(input.Policy.NamespacePrefix, StringComparison.Ordinal)
            ? $"lacks the tenant's prefix \"{input.Policy.NamespacePrefix}\""
            : null;
    }
}
