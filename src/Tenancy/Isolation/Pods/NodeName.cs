using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Who may choose the node.</summary>
public sealed class NodeName : PodSpecRule
{
    public override string Id => "pods/node-name";

    public override string Denies =>
        "A new pod that names its node (spec.nodeName), unless the DaemonSet controller asks, or the kubelet of that very node "
        + "for a mirror pod; a DaemonSet whose template does.";

    public override string Why =>
        "A pod that names its node skips the scheduler with its taints and priorities. A DaemonSet's template is denied, not "
        + "warned of: its controller is trusted, and would carry the name into its pods.";

    // Binding is a matter of the scheduler's; updates of a pod cannot change its node.
    public override IReadOnlyList<Guard> Guards { get; } =
    [
        .. PodsAndTemplates
            .Where(g => !g.Resource.StartsWith("pods", StringComparison.Ordinal))
            .Select(g => g.Resource is "daemonsets" ? g with { Effect = Effect.Deny } : g),
        new("", "v1", "pods", Operations.Create),
    ];

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (pod.Spec.IsAbsentOrEmpty("nodeName"u8) || IsExcepted(pod, input))
            return;
        violations.Add(pod.Path(".nodeName"), $"{pod.Spec.Show("nodeName"u8)} is not allowed (the scheduler chooses)");
    }

    // In a stored pod the scheduler has written it.
    private static bool IsExcepted(PodSpecView pod, RuleInput input) =>
        input.Request.Resource is "pods" && (input.IsStored || DaemonSetController.Asks(input.Request) || IsMirrorPodOfItsNode(pod, input.Request));

    // NodeRestriction holds kubelets to mirror pods; a cluster may run without it.
    private static bool IsMirrorPodOfItsNode(PodSpecView pod, AdmissionRequest request) =>
        request.Requester.Groups.Contains("system:nodes", StringComparer.Ordinal)
        && request.Requester.Username == $"system:node:{pod.Spec.String("nodeName"u8)}"
        && !pod.Metadata.At("annotations"u8).IsAbsentOrEmpty("kubernetes.io/config.mirror"u8);
}
