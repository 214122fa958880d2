using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: host ports.</summary>
public sealed class HostPorts : PodSpecRule
{
    public override string Id => "pods/host-ports";

    public override string Denies => "A hostPort other than 0.";

    public override string Why =>
        "A host port takes the node's address and port, past every NetworkPolicy (Pod Security Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        foreach (var container in pod.Containers)
        {
            var index = 0;
            foreach (var port in container.Element.Items("ports"u8))
            {
                if (!port.IsAbsentOrZero("hostPort"u8))
                    violations.Add(container.Path($".ports[{index}].hostPort"), $"{port.Show("hostPort"u8)} is not allowed");
                index++;
            }
        }
    }
}
