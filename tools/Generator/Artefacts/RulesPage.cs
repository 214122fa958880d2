using System.Text;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Generator.Artefacts;

/// <summary>Renders the page of all rules, from the rules themselves.</summary>
internal sealed class RulesPage : IArtefact
{
    // Not a constant: the text quotes what the rules are pinned to, and what they answer today.
    private static readonly string Head = $"""
        <!-- Written by "make generate" from src/Tenancy/Isolation; not to be edited. -->
        # The isolation rules

        What admission refuses in the namespaces of a tenant. Every rule holds in its strict form for a tenant that sets nothing; the last column
        names the field of the Tenant that opens it. The rules on pods follow the Pod Security Standards of Kubernetes {PodSecurityStandards.Version},
        on whatever version the API server runs.

        - A denial names the tenant, and for each violation the rule, the field, the value seen and what is allowed; all violations are told at once.
          Where the tenant has a `contact`, it says whom to ask.
        - Rules on pods look at containers, init containers (sidecars too) and ephemeral containers, when a pod is made and when it is changed. In the
          template of a workload the same violation is a warning, and the pod that is made from it is denied.
        - An update passes that leaves alone what a rule guards, even if the stored object breaks the rule: a finalizer can always be removed, a label
          always be set. One old violation excuses one, not a second like it.
        - What a rule does not know it denies: lists are of what is allowed. A value of another type than Kubernetes gives a field is never taken for absent.


        """;

    public string Path => "docs/rules.md";

    public string Render()
    {
        var text = new StringBuilder(Head);
        text.Append("So reads a denial:\n\n```\n").Append(ExampleDenial.Text()).Append("\n```\n");
        foreach (var room in RuleCatalogue.All.GroupBy(r => r.Id[..r.Id.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(room.Key).Append("\n\n| rule | denies | why | opened by |\n|---|---|---|---|\n");
            foreach (var rule in room)
                text.Append(Row(rule));
        }
        return text.ToString();
    }

    // The anchor lets other pages link to a rule: rules.md#pods/host-ports.
    private static string Row(IRule rule) =>
        $"| <a id=\"{rule.Id}\"></a>`{rule.Id}` | {Cell(rule.Denies)} | {Cell(rule.Why)} | {(rule.OpenedBy is { } field ? $"`{Cell(field)}`" : "")} |\n";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
