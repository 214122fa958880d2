using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Who places pods on nodes.</summary>
public sealed class Scheduler : PodSpecRule
{
    // Filled in by the API server where none is named.
    private const string Default = "default-scheduler";

    public override string Id => "pods/scheduler";

    public override string Denies => "Schedulers that are not listed. The default scheduler may always be named: the API server fills it in.";

    public override string Why =>
        "The walls between nodes (taints, node selectors, priorities) are kept by the scheduler: they hold as far as the platform trusts the one that is named.";

    public override string? OpenedBy => "spec.pods.schedulers";

    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var name = pod.Spec.At("schedulerName"u8);
        if (pod.Spec.IsAbsentOrEmpty("schedulerName"u8) || name.IsText(Default))
            return;
        var schedulers = input.Policy.Pods.Schedulers;
        if (name.ValueKind != JsonValueKind.String || !schedulers.Allows(name.GetString()))
            violations.Add(pod.Path(".schedulerName"), $"{name.Show()} is not allowed (allowed: {string.Join(", ", schedulers.Patterns.Select(p => p.Text).Prepend(Default).Distinct(StringComparer.Ordinal))})");
    }
}
