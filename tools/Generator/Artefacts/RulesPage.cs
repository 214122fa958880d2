using System.Text;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Generator.Artefacts;

/// <summary>Renders the page of all rules, from the rules themselves and from what they answer to the corpus.</summary>
internal sealed class RulesPage : IArtefact
{
    // Not a constant: the text quotes what the rules are pinned to, and what they answer today.
    private static readonly string Head = $"""
        <!-- Written by "make generate" from src/Tenancy/Isolation and tests/Conformance/corpus; not to be edited. -->
        # The isolation rules

        What admission refuses in the namespaces of a tenant. Every rule holds in its strict form for a tenant that sets nothing; "opened by"
        names the field of the Tenant that opens it. The rules on pods follow the Pod Security Standards of Kubernetes {PodSecurityStandards.Version},
        on whatever version the API server runs.

        - A denial names the tenant, and for each violation the rule, the field, the value seen and what is allowed; all violations are told at once.
          Where the tenant has a `contact`, it says whom to ask.
        - Rules on pods look at containers, init containers (sidecars too) and ephemeral containers, when a pod is made and when it is changed. In the
          template of a workload the same violation is a warning, and the pod that is made from it is denied.
        - An update passes that leaves alone what a rule guards, even if the stored object breaks the rule: a finalizer can always be removed, a label
          always be set. One old violation excuses one, not a second like it.
        - A tenant can be brought under a rule step by step: `spec.enforcement` sets it to `Warn` or `Audit` ([how](enforcement.md)). Rules that say
          "always enforced" have no modes.
        - What is stored already is judged in the background and told, never changed ([how](audit.md)). Rules that say "not audited" have no part in that.
        - What a rule does not know it denies: lists are of what is allowed. A value of another type than Kubernetes gives a field is never taken for absent.


        """;

    private static readonly IEnumerable<IGrouping<string, IRule>> Rooms =
        RuleCatalogue.All.GroupBy(r => r.Id[..r.Id.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal);

    public string Path => "docs/rules.md";

    public string Render()
    {
        var text = new StringBuilder(Head);
        text.Append("So reads a denial:\n\n```\n").Append(ExampleDenial.Text()).Append("\n```\n\n");
        text.Append("The examples below are what the rules answer to a denied case of [their corpus](../tests/Conformance/README.md), without the first line.\n\n");
        foreach (var room in Rooms)
            text.Append("- **").Append(room.Key).Append("**: ").AppendJoin(", ", room.Select(Link)).Append('\n');
        foreach (var room in Rooms)
        {
            text.Append("\n## ").Append(room.Key).Append('\n');
            foreach (var rule in room)
                Append(text, rule);
        }
        return text.ToString();
    }

    private static string Link(IRule rule) => $"[{rule.Id[(rule.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]}](#{rule.Id.Replace("/", "", StringComparison.Ordinal)})";

    private static void Append(StringBuilder text, IRule rule)
    {
        text.Append("\n### ").Append(rule.Id).Append('\n');
        text.AppendJoin("\\\n", Facts(rule)).Append('\n');
        if (CorpusExamples.DenialOf(rule.Id) is { } denial)
            text.Append("\n```\n").Append(denial).Append("\n```\n");
    }

    private static IEnumerable<string> Facts(IRule rule)
    {
        yield return $"Denies: {Plain(rule.Denies)}";
        yield return $"Why: {Plain(rule.Why)}";
        yield return $"Opened by: {(rule.OpenedBy is { } field ? $"`{field}`" : "nothing")}";
        if (rule.AlwaysEnforced is { } why)
            yield return $"Always enforced: {Plain(why)}";
        if (rule.NotAudited is { } because)
            yield return $"Not audited: {Plain(because)}";
    }

    // What Markdown would take for emphasis or a tag.
    private static string Plain(string text) => text.Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
