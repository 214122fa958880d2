using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>How much a pod may stand in the way of its node's drain.</summary>
public sealed class Disruption : PodSpecRule
{
    // What the API server fills in.
    private const long DefaultSeconds = 30;

    // As Go's strconv.ParseBool reads them. What is neither is not known to be harmless: Karpenter also takes a time ("4h").
    private static readonly ImmutableArray<string> True = ["true", "1", "t", "T", "TRUE", "True"];
    private static readonly ImmutableArray<string> False = ["false", "0", "f", "F", "FALSE", "False"];

    public override string Id => "pods/disruption";

    public override string Denies =>
        "terminationGracePeriodSeconds above the maximum (600 unless the tenant says otherwise) or below zero, of the pod and of its probes; "
        + "annotations that forbid eviction: cluster-autoscaler.kubernetes.io/safe-to-evict that is not true, karpenter.sh/do-not-disrupt and do-not-evict "
        + "that are not false, descheduler.alpha.kubernetes.io/prefer-no-eviction.";

    public override string Why =>
        "A node is drained for repair, for its kernel's update, for cost. A pod that takes a day to end, or that no autoscaler may evict, keeps the "
        + "node for its tenant as long as it likes.";

    public override string? OpenedBy => "spec.pods.disruption";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var longest = input.Policy.Pods.MaxTerminationGracePeriodSeconds;
        if (!IsWithin(pod.Spec, longest, DefaultSeconds))
            violations.Add(pod.Path(".terminationGracePeriodSeconds"), Problem(pod.Spec, longest, DefaultSeconds));
        foreach (var container in pod.Containers)
        {
            Check(container, container.Element.At("livenessProbe"u8), "livenessProbe", longest, violations);
            Check(container, container.Element.At("readinessProbe"u8), "readinessProbe", longest, violations);
            Check(container, container.Element.At("startupProbe"u8), "startupProbe", longest, violations);
        }
        if (!input.Policy.Pods.MayBlockEviction)
            CheckAnnotations(pod, violations);
    }

    private static void Check(ContainerView container, JsonElement probe, string name, long longest, Violations violations)
    {
        if (!IsWithin(probe, longest, 0))
            violations.Add(container.Path($".{name}.terminationGracePeriodSeconds"), Problem(probe, longest, 0));
    }

    private static void CheckAnnotations(PodSpecView pod, Violations violations)
    {
        foreach (var annotation in pod.Metadata.Members("annotations"u8))
        {
            if (AllowedValue(annotation) is not { } allowed || annotation.Value.IsAnyOf(allowed))
                continue;
            violations.Add(
                pod.AnnotationPath(annotation.Name),
                $"{annotation.Value.Show()} is not allowed: it keeps the pod from being evicted ({(allowed.IsEmpty ? "none" : allowed[0])} is allowed)");
        }
    }

    // The descheduler looks whether the annotation is there, not what it says.
    private static ImmutableArray<string>? AllowedValue(JsonProperty annotation) =>
        annotation.NameEquals("cluster-autoscaler.kubernetes.io/safe-to-evict"u8) ? True
        : annotation.NameStartsWith("karpenter.sh/do-not-"u8) ? False
        : annotation.NameEquals("descheduler.alpha.kubernetes.io/prefer-no-eviction"u8) ? []
        : null;

    private static bool IsWithin(JsonElement parent, long longest, long unset)
    {
        var seconds = parent.At("terminationGracePeriodSeconds"u8).Exists() ? parent.Int("terminationGracePeriodSeconds"u8) : unset;
        return seconds >= 0 && seconds <= longest;
    }

    private static string Problem(JsonElement parent, long longest, long unset)
    {
        var shown = parent.At("terminationGracePeriodSeconds"u8).Exists() ? parent.Show("terminationGracePeriodSeconds"u8) : $"unset, which means {unset},";
        return $"{shown} is not allowed (allowed: 0 to {longest} seconds)";
    }
}
