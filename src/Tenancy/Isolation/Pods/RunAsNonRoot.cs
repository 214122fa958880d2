using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Restricted: running as non-root, and non-root users.</summary>
public sealed class RunAsNonRoot : PodSpecRule
{
    public override string Id => "pods/run-as-non-root";

    public override string Denies => "runAsNonRoot that is not true, for the pod or for a container; runAsUser 0.";

    public override string Why =>
        "Root in a container is root on the node after an escape, unless it has a user namespace of its own (Pod Security "
        + "Standards, Restricted; waived for hostUsers: false since 1.35).";

    public override string? OpenedBy => "spec.pods.securityStandard: Baseline";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToRestricted || pod.Spec.Bool("hostUsers"u8) is false)
            return;
        var podIsNonRoot = pod.SecurityContext.Bool("runAsNonRoot"u8) is true;
        if (!podIsNonRoot && pod.SecurityContext.At("runAsNonRoot"u8).Exists())
            violations.Add(pod.Path(".securityContext.runAsNonRoot"), Problem(pod.SecurityContext));
        if (!IsOtherUser(pod.SecurityContext))
            violations.Add(pod.Path(".securityContext.runAsUser"), UserProblem(pod.SecurityContext));
        foreach (var container in pod.Containers)
        {
            var own = container.SecurityContext;
            var isNonRoot = own.At("runAsNonRoot"u8).Exists() ? own.Bool("runAsNonRoot"u8) is true : podIsNonRoot;
            if (!isNonRoot)
                violations.Add(container.Path(".securityContext.runAsNonRoot"), Problem(own));
            if (!IsOtherUser(own))
                violations.Add(container.Path(".securityContext.runAsUser"), UserProblem(own));
        }
    }

    private static bool IsOtherUser(JsonElement securityContext) =>
        !securityContext.At("runAsUser"u8).Exists() || securityContext.Int("runAsUser"u8) is not (null or 0);

    private static string Problem(JsonElement securityContext) =>
        $"{securityContext.Show("runAsNonRoot"u8)} is not allowed (allowed: true, here or for the whole pod)";

    private static string UserProblem(JsonElement securityContext) => $"{securityContext.Show("runAsUser"u8)} is not allowed (allowed: any but 0)";
}
