using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: privileged containers.</summary>
public sealed class Privileged : PodSpecRule
{
    public override string Id => "pods/privileged";

    public override string Denies => "securityContext.privileged.";

    public override string Why =>
        "A privileged container has every capability and every device of the node: it is root on the node (Pod Security "
        + "Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        foreach (var container in pod.Containers)
        {
            if (!container.SecurityContext.IsAbsentOrFalse("privileged"u8))
                violations.Add(container.Path(".securityContext.privileged"), $"{container.SecurityContext.Show("privileged"u8)} is not allowed");
        }
    }
}
