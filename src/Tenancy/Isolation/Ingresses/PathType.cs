using System.Buffers;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Which requests to a host an Ingress takes.</summary>
public sealed class PathType : IRule
{
    /// <summary>What a path needs. Not the percent sign: controllers match the decoded path, and a decoded path holds anything.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@,=");

    /// <summary>What ends a string, a directive or a block of a controller's configuration; no regular expression needs it ([.] is \.).</summary>
    private static readonly SearchValues<char> Injection =
        SearchValues.Create([';', '{', '}', '"', '\'', '`', '#', '\\', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', .. Enumerable.Range(0, ' ' + 1).Select(c => (char)c)]);

    public string Id => "ingress/path-type";

    public string Denies => "Paths of type ImplementationSpecific, which unset means before networking.k8s.io/v1, and regular expressions, where not allowed. "
        + "Exact and Prefix paths hold letters, digits and - . _ ~ / : @ , = alone; no path holds blanks, quotes, ; { } # or a backslash.";

    public string Why => "Controllers paste the path into their configuration (CVE-2021-25745, CVE-2021-25748, CVE-2022-4886; of the same family as CVE-2025-1974). And one regular "
        + "expression on a host makes ingress-nginx match all of the host's paths as such, so it takes requests from other Ingresses.";

    public string OpenedBy => "spec.ingress.implementationSpecificPaths";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var i = 0;
        // Rules that are no list are told by ingress/hosts.
        foreach (var rule in IngressView.Of(input.Request).Spec.Items("rules"u8))
        {
            CheckRule(rule.At("http"u8), i, input.Policy.Ingress.ImplementationSpecificPaths, violations);
            i++;
        }
    }

    private static void CheckRule(JsonElement http, int i, bool open, Violations violations)
    {
        var paths = http.At("paths"u8);
        if (http.Exists() && http.ValueKind != JsonValueKind.Object)
            violations.Add($"spec.rules[{i}].http", $"{http.Show()} is no object");
        if (paths.Exists() && paths.ValueKind != JsonValueKind.Array)
            violations.Add($"spec.rules[{i}].http.paths", $"{paths.Show()} is no list");
        var j = 0;
        foreach (var path in http.Items("paths"u8))
        {
            var type = path.At("pathType"u8);
            var isPlain = path.Is("pathType"u8, "Exact"u8) || path.Is("pathType"u8, "Prefix"u8);
            if (!isPlain && !(open && (!type.Exists() || path.Is("pathType"u8, "ImplementationSpecific"u8))))
                violations.Add($"spec.rules[{i}].http.paths[{j}].pathType", $"{type.Show()} is not allowed: must be Exact or Prefix");
            if (Problem(path.At("path"u8), isPlain || !open) is { } problem)
                violations.Add($"spec.rules[{i}].http.paths[{j}].path", $"{path.Show("path"u8)} {problem}");
            j++;
        }
    }

    private static string? Problem(JsonElement path, bool plain)
    {
        // For all paths; of type Exact and Prefix the API server takes none that is empty.
        if (!path.Exists())
            return null;
        if (path.ValueKind != JsonValueKind.String)
            return "is no string";
        var text = path.GetString().AsSpan();
        if (text.ContainsAny(Injection))
            return "holds a blank, a control character, a quote, or one of ; { } # \\";
        return plain && text.ContainsAnyExcept(Plain) ? "is no plain path: letters, digits and - . _ ~ / : @ , = are" : null;
    }
}
