using System.Text;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: host namespaces and Windows HostProcess.</summary>
public sealed class HostNamespaces : PodSpecRule
{
    public override string Id => "pods/host-namespaces";

    public override string Denies => "hostNetwork, hostPID, hostIPC, and hostProcess of Windows.";

    public override string Why =>
        "In a namespace of the node a pod sees its traffic, its processes and their secrets; a HostProcess container is a "
        + "process of the node (Pod Security Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        Check(pod.Spec, "hostNetwork"u8, pod, violations);
        Check(pod.Spec, "hostPID"u8, pod, violations);
        Check(pod.Spec, "hostIPC"u8, pod, violations);
        if (!IsSafe(pod.SecurityContext))
            violations.Add(pod.Path(".securityContext.windowsOptions.hostProcess"), Problem(pod.SecurityContext));
        foreach (var container in pod.Containers)
        {
            if (!IsSafe(container.SecurityContext))
                violations.Add(container.Path(".securityContext.windowsOptions.hostProcess"), Problem(container.SecurityContext));
        }
    }

    private static void Check(JsonElement spec, ReadOnlySpan<byte> field, PodSpecView pod, Violations violations)
    {
        if (!spec.IsAbsentOrFalse(field))
            violations.Add(pod.Path($".{Encoding.UTF8.GetString(field)}"), $"{spec.Show(field)} is not allowed");
    }

    private static bool IsSafe(JsonElement securityContext) => securityContext.At("windowsOptions"u8).IsAbsentOrFalse("hostProcess"u8);

    private static string Problem(JsonElement securityContext) =>
        $"{securityContext.At("windowsOptions"u8).Show("hostProcess"u8)} is not allowed";
}
