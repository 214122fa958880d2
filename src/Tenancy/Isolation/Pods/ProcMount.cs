using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: /proc mount type.</summary>
public sealed class ProcMount : PodSpecRule
{
    public override string Id => "pods/proc-mount";

    public override string Denies => "procMount other than Default.";

    public override string Why =>
        "The masks over /proc keep kernel interfaces from containers. Since 1.35 the Baseline standard waives this for pods "
        + "with a user namespace; the rule does not.";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        foreach (var container in pod.Containers)
        {
            var procMount = container.SecurityContext.At("procMount"u8);
            if (procMount.Exists() && !procMount.IsText("Default"))
                violations.Add(container.Path(".securityContext.procMount"), $"{procMount.Show()} is not allowed (allowed: Default)");
        }
    }
}
