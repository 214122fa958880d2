using System.Buffers;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>What an Ingress tells its controller beside the spec.</summary>
public sealed class Annotations : IRule
{
    private const string AppliedByKubectl = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>What ends a directive, opens a block or starts an escape in nginx.conf. Carriage returns got past ingress-nginx's own check (CVE-2024-7646).</summary>
    private static readonly SearchValues<char> Dangerous =
        SearchValues.Create([';', '{', '}', '\\', '\u007f', '\u0085', '\u2028', '\u2029', .. Enumerable.Range(0, ' ').Select(c => (char)c)]);

    public string Id => "ingress/annotations";

    public string Denies => "Annotations that are not listed; in any value a line break or other control character, ; { } backslash, and lua.";

    public string Why => "Controllers paste annotations into their configuration, which holds every tenant's certificates and the controller's own token "
        + "(CVE-2021-25742, CVE-2021-25746, CVE-2023-5043, CVE-2023-5044, CVE-2024-7646, CVE-2025-1097, CVE-2025-1098, CVE-2025-24514).";

    public string OpenedBy => "spec.ingress.annotations";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var annotations = IngressView.Of(input.Request).Annotations;
        if (annotations.Exists() && annotations.ValueKind != JsonValueKind.Object)
            violations.Add("metadata.annotations", $"{annotations.Show()} is no object");
        if (annotations.ValueKind != JsonValueKind.Object)
            return;
        var allowed = input.Policy.Ingress.Annotations;
        foreach (var annotation in annotations.EnumerateObject())
        {
            // kubectl's copy of the object is JSON, and no controller reads it.
            if (annotation.NameEquals(AppliedByKubectl))
                continue;
            // The class is judged by ingress/class, whatever this list says.
            if (!annotation.NameEquals(IngressView.ClassAnnotation) && !allowed.Allows(annotation.Name))
                violations.Add($"metadata.annotations[{annotation.Name}]", $"{annotation.Value.Show()}: the annotation is not listed ({allowed})");
            if (Problem(annotation.Value) is { } problem)
                violations.Add($"metadata.annotations[{annotation.Name}]", $"{annotation.Value.Show()} {problem}");
        }
    }

    private static string? Problem(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return "is no string";
        var text = value.GetString().AsSpan();
        if (text.IndexOfAny(Dangerous) is >= 0 and var at)
            return char.IsControl(text[at]) ? "holds a line break or another control character" : $"holds \"{text[at]}\"";
        return NamesLua(text) ? "holds \"lua\"" : null;
    }

    /// <summary>lua_package, content_by_lua, luajit; but not a name such as evaluation.example.com.</summary>
    private static bool NamesLua(ReadOnlySpan<char> text)
    {
        for (var start = 0; text[start..].IndexOf("lua", StringComparison.OrdinalIgnoreCase) is >= 0 and var at; start += at + 1)
        {
            var before = start + at;
            if (before == 0 || !char.IsAsciiLetter(text[before - 1]))
                return true;
        }
        return false;
    }
}
