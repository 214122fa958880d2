using System.Text;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;
using Tenancy.Validation;

namespace Webhooks.Admission;

/// <summary>What the caller reads of violations.</summary>
internal static class DenialText
{
    // A message goes into the response and into events of controllers; nobody reads on after this many.
    private const int MostLines = 50;

    /// <summary>All violations of a request, and whom to ask.</summary>
    public static string Of(TenantPolicy policy, IReadOnlyList<Violation> violations)
    {
        var text = new StringBuilder();
        text.Append(Subject(policy)).Append(": ").Append(violations.Count).Append(violations.Count == 1 ? " violation" : " violations");
        foreach (var violation in violations.Take(MostLines))
            text.Append("\n- ").Append(violation);
        if (violations.Count > MostLines)
            text.Append("\n- and ").Append(violations.Count - MostLines).Append(" more");
        if (policy.Contact is { Length: > 0 } contact && !violations.All(v => v.Problem.EndsWith($"ask {contact}", StringComparison.Ordinal)))
            text.Append("\nAsk ").Append(contact);
        return text.ToString();
    }

    /// <summary>All errors of one of the operator's own objects.</summary>
    public static string Of(string subject, IReadOnlyList<FieldError> errors) =>
        $"{subject}: {errors.Count} {(errors.Count == 1 ? "error" : "errors")}\n- {string.Join("\n- ", errors)}";

    /// <summary>
    /// Warnings, one each: of what passes only while its rule is in mode Warn, and of templates, which pass and whose pods will be refused. What
    /// it means comes first: the API server cuts long warnings off.
    /// </summary>
    public static IReadOnlyList<string> Warnings(TenantPolicy policy, IReadOnlyList<Violation> violations) => violations.Count == 0
        ? []
        : [.. violations.Take(MostLines).Select(v => $"{Subject(policy)} {(IsEnforced(policy, v) ? $"will refuse its {Made(v)}" : "will refuse this once enforced")}: {v}")];

    /// <summary>The rules among violations, each once, in order.</summary>
    public static IReadOnlyList<string> Rules(IReadOnlyList<Violation> violations) =>
        violations.Count == 0 ? [] : [.. violations.Select(v => v.RuleId).Distinct(StringComparer.Ordinal)];

    private static bool IsEnforced(TenantPolicy policy, Violation violation) => policy.Enforcement.ModeOf(violation.RuleId) == EnforcementMode.Enforce;

    private static string Made(Violation violation) => violation.RuleId.StartsWith("storage/", StringComparison.Ordinal) ? "volume claims" : "pods";

    private static string Subject(TenantPolicy policy) => policy.Name.Length == 0 ? "no tenant" : $"tenant \"{policy.Name}\"";
}
