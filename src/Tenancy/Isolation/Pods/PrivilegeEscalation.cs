using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Restricted: privilege escalation.</summary>
public sealed class PrivilegeEscalation : PodSpecRule
{
    public override string Id => "pods/privilege-escalation";

    public override string Denies => "allowPrivilegeEscalation that is not false.";

    public override string Why =>
        "Without no_new_privs a set-uid binary in the image turns any user into root (Pod Security Standards, Restricted; not "
        + "for Windows).";

    public override string? OpenedBy => "spec.pods.securityStandard: Baseline";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToRestricted || pod.IsWindows)
            return;
        foreach (var container in pod.Containers)
        {
            if (container.SecurityContext.Bool("allowPrivilegeEscalation"u8) is not false)
            {
                violations.Add(
                    container.Path(".securityContext.allowPrivilegeEscalation"),
                    $"{container.SecurityContext.Show("allowPrivilegeEscalation"u8)} is not allowed (allowed: false)");
            }
        }
    }
}
