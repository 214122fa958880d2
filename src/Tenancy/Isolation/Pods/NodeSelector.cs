using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>The nodes that a tenant's pods run on.</summary>
public sealed class NodeSelector : PodSpecRule
{
    public override string Id => "pods/node-selector";

    public override string Denies =>
        "A nodeSelector that lacks a label of the tenant's or gives it another value, and a required node affinity of which no term can hold on the "
        + "tenant's nodes. New pods get the tenant's labels; further ones narrow the choice.";

    public override string Why =>
        "Where tenants have nodes of their own, a pod elsewhere runs beside another tenant's. The scheduler asks for all of nodeSelector and for one of the "
        + "affinity's terms, so the selector alone holds; an affinity against it would leave the pod waiting without a word.";

    public override string? OpenedBy => "spec.pods.nodeSelector";

    // Both can be narrowed on a pod that a scheduling gate still holds back (KEP-3838).
    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var labels = input.Policy.Pods.NodeSelector;
        if (labels.IsEmpty)
            return;
        // What a template leaves out its pods get.
        var mayLack = input.Request.Resource is not "pods";
        var selector = pod.Spec.At("nodeSelector"u8);
        foreach (var label in labels)
            CheckLabel(pod, selector, label, mayLack, violations);
        var required = pod.Spec.At("affinity"u8).At("nodeAffinity"u8).At("requiredDuringSchedulingIgnoredDuringExecution"u8);
        if (!NodeAffinity.CanHold(required, labels))
            violations.Add(
                pod.Path(".affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"),
                $"{required.Show()} is not allowed: no term can hold on the tenant's nodes ({string.Join(", ", labels)})");
    }

    private static void CheckLabel(PodSpecView pod, JsonElement selector, NodeLabel label, bool mayLack, Violations violations)
    {
        var value = selector.At(label.Utf8Key);
        if (!(value.ValueKind == JsonValueKind.String ? value.ValueEquals(label.Value) : !value.Exists() && mayLack))
            violations.Add(pod.Path($".nodeSelector[{label.Key}]"), $"{value.Show()} is not allowed (must be \"{label.Value}\")");
    }
}
