using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Objects of other namespaces that an Ingress has its controller read.</summary>
public sealed class ForeignRefs : IRule
{
    private static readonly PatternList OfTools = PatternList.NoneWhenUnset(HarmlessAnnotations.OfTools, Pattern.Path);
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    public string Id => "ingress/foreign-refs";

    public string Denies => "Annotations that name an object of another namespace, another one of the tenant included. Where the key is of a reference (…-secret, …-configmap, "
        + "…-ca, …-namespace, Traefik's middlewares and the like): any value but a name, or the Ingress's own namespace and a name. Where it is not: NAMESPACE/NAME, when "
        + "the namespace is a tenant's or the platform's.";

    public string Why => "The controller reads Secrets and ConfigMaps of the whole cluster and hands out what it finds: other tenants' keys and passwords (CVE-2025-24513, "
        + "CVE-2021-25742). Within a tenant, members of one namespace need not be members of the other.";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        // Annotations that are no object, and values that are no text, are told by ingress/annotations.
        foreach (var annotation in input.Request.Object.At("metadata"u8).Members("annotations"u8))
        {
            if (annotation.Value.ValueKind != JsonValueKind.String || OfTools.Allows(annotation.Name))
                continue;
            if (Problem(ReferenceAnnotations.Of(annotation.Name), annotation.Value.GetString()!, input) is { } problem)
                violations.Add($"metadata.annotations[{annotation.Name}]", $"{annotation.Value.Show()} {problem}");
        }
    }

    private static string? Problem(Reference reference, string value, RuleInput input)
    {
        foreach (var range in value.AsSpan().SplitAny(Separators))
        {
            var token = value.AsSpan(range);
            if (!token.IsEmpty && Names(reference, token, input))
                return reference == Reference.Unknown
                    ? $"names an object of another namespace; only those of \"{input.Request.Namespace}\" may be named"
                    : $"is not a name, or one in namespace \"{input.Request.Namespace}\", and nothing else may be referred to";
        }
        return null;
    }

    /// <summary>Whether one of the value's parts names what it must not.</summary>
    private static bool Names(Reference reference, ReadOnlySpan<char> token, RuleInput input) => reference switch
    {
        Reference.Namespace => !token.SequenceEqual(input.Request.Namespace),
        Reference.TraefikObjects => IsForeignToTraefik(token, input),
        Reference.Objects => IsForeign(WithoutScheme(token), input.Request.Namespace),
        _ => WithoutScheme(token) is var t && t.IndexOf('/') is > 0 and var slash && slash < t.Length - 1 && IsOther(t[..slash], input),
    };

    private static bool IsForeign(ReadOnlySpan<char> token, string own)
    {
        var separator = token.IndexOfAny('/', ':');
        if (separator < 0)
            return false;
        return !token[..separator].SequenceEqual(own) || token[(separator + 1)..].ContainsAny('/', ':');
    }

    // haproxy-ingress: secret://NAMESPACE/NAME. Its file://PATH, of the controller's own disk, stays with its scheme, which is no namespace.
    private static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> token) =>
        token.StartsWith("secret://") ? token["secret://".Length..] : token.StartsWith("configmap://") ? token["configmap://".Length..] : token;

    /// <summary>
    /// The namespace ends at one of the dashes, and Traefik does not say at which: a-b-c is c of a-b and b-c of a alike. So no reading may be of
    /// another namespace that is known. What comes from a file of the platform's is in no namespace.
    /// </summary>
    private static bool IsForeignToTraefik(ReadOnlySpan<char> token, RuleInput input)
    {
        var at = token.LastIndexOf('@');
        if (at < 0 || token[at..] is not "@kubernetescrd")
            return false;
        var isOwn = false;
        for (var dash = token.IndexOf('-'); dash >= 0 && dash < at; dash = token[(dash + 1)..].IndexOf('-') is >= 0 and var next ? dash + 1 + next : -1)
        {
            if (token[..dash].SequenceEqual(input.Request.Namespace))
                isOwn = true;
            else if (IsOther(token[..dash], input))
                return true;
        }
        return !isOwn;
    }

    /// <summary>Whether this is a namespace that the operator knows, and not the Ingress's own: a tenant's, the system's, the platform's.</summary>
    private static bool IsOther(ReadOnlySpan<char> name, RuleInput input)
    {
        const int Longest = 63;
        if (name.Length > Longest || name.SequenceEqual(input.Request.Namespace))
            return false;
        var text = name.ToString();
        return name.StartsWith("kube-") || name.SequenceEqual(input.Platform.OperatorNamespace)
            || input.Platform.ProtectedNamespaces.Contains(text, StringComparer.Ordinal) || input.Cluster.TenantOf(text) is not null;
    }
}
