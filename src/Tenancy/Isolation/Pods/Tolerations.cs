using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Which taints pods may tolerate.</summary>
public sealed class Tolerations : PodSpecRule
{
    // Set by the node controller on nodes that are out of reach; the API server gives each pod a toleration for a time.
    private static readonly ImmutableArray<string> Unreachable = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    // Set by the node controller for the kubelet's conditions; the API server and the DaemonSet controller tolerate them.
    private static readonly ImmutableArray<string> Pressure =
        ["node.kubernetes.io/memory-pressure", "node.kubernetes.io/disk-pressure", "node.kubernetes.io/pid-pressure"];

    // Only a DaemonSet's pods stay on cordoned nodes, and for ever on those out of reach.
    private static readonly ImmutableArray<string> OfDaemonSets =
        [.. Unreachable, .. Pressure, "node.kubernetes.io/unschedulable", "node.kubernetes.io/network-unavailable"];

    public override string Id => "pods/tolerations";

    public override string Denies =>
        "Tolerations that are not listed, on CREATE and UPDATE; also Exists without a key. Those that the system adds pass.";

    public override string Why =>
        "Taints keep tenants off other tenants' nodes and off the control plane's; tolerations can also be added to a pod that "
        + "runs.";

    public override string? OpenedBy => "spec.pods.tolerations";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var index = 0;
        foreach (var toleration in pod.Spec.Items("tolerations"u8))
        {
            if (!IsOfTheSystem(toleration, input) && !input.Policy.Pods.AllowedTolerations.Allows(toleration))
                violations.Add(pod.Path($".tolerations[{index}]"), $"{toleration.Show()} is not allowed ({input.Policy.Pods.AllowedTolerations})");
            index++;
        }
    }

    private static bool IsOfTheSystem(JsonElement toleration, RuleInput input)
    {
        if (!toleration.Is("operator"u8, "Exists"u8))
            return false;
        var key = toleration.At("key"u8);
        return (key.IsAnyOf(Unreachable) && toleration.Is("effect"u8, "NoExecute"u8) && toleration.Int("tolerationSeconds"u8) is not null)
            || (key.IsAnyOf(Pressure) && toleration.Is("effect"u8, "NoSchedule"u8))
            || (key.IsAnyOf(OfDaemonSets) && (DaemonSetController.Asks(input.Request) || DaemonSetController.HasMade(input)));
    }
}
