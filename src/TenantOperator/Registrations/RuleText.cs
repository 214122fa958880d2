using System.Text.Json;
using Webhooks.Registrations;

namespace TenantOperator.Registrations;

/// <summary>The rules of a webhook as one line: those that ask for the same in the same order have the same line, whatever order their JSON has its members in.</summary>
internal static class RuleText
{
    /// <summary>Of the rules that the program has.</summary>
    public static string Of(IEnumerable<ResourceRule> rules) => string.Join(' ', rules.Select(r => Line(r.Operations, [r.Group], [r.Version], r.Resources, r.Scope)));

    /// <summary>Of a stored webhook; empty when it has no rules.</summary>
    public static string Of(JsonElement webhook) =>
        webhook.TryGetProperty("rules", out var rules) && rules.ValueKind == JsonValueKind.Array
            ? string.Join(' ', rules.EnumerateArray().Select(r => Line(
                Texts(r, "operations"), Texts(r, "apiGroups"), Texts(r, "apiVersions"), Texts(r, "resources"), r.TryGetProperty("scope", out var scope) ? scope.GetString() : null)))
            : "";

    private static string Line(IEnumerable<string?> operations, IEnumerable<string?> groups, IEnumerable<string?> versions, IEnumerable<string?> resources, string? scope) =>
        $"{string.Join(',', operations)}:{string.Join(',', groups)}:{string.Join(',', versions)}:{string.Join(',', resources)}:{scope}";

    private static IEnumerable<string?> Texts(JsonElement rule, string member) =>
        rule.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(i => i.GetString()) : [];
}
