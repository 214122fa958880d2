using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: SELinux.</summary>
public sealed class SELinux : PodSpecRule
{
    // container_engine_t since 1.31.
    private static readonly ImmutableArray<string> Types = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    public override string Id => "pods/selinux";

    public override string Denies => "An SELinux type that is none for containers; any SELinux user or role.";

    public override string Why =>
        "Another type, user or role than those for containers lets processes at what SELinux guards on the node (Pod Security "
        + "Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        if (!IsSafe(pod.SecurityContext))
            violations.Add(pod.Path(".securityContext.seLinuxOptions"), Problem(pod.SecurityContext));
        foreach (var container in pod.Containers)
        {
            if (!IsSafe(container.SecurityContext))
                violations.Add(container.Path(".securityContext.seLinuxOptions"), Problem(container.SecurityContext));
        }
    }

    private static bool IsSafe(JsonElement securityContext)
    {
        var options = securityContext.At("seLinuxOptions"u8);
        return (!options.At("type"u8).Exists() || options.At("type"u8).IsAnyOf(Types)) && options.IsAbsentOrEmpty("user"u8) && options.IsAbsentOrEmpty("role"u8);
    }

    private static string Problem(JsonElement securityContext) =>
        $"{securityContext.Show("seLinuxOptions"u8)} is not allowed (allowed: no user, no role, and type {string.Join(", ", Types.Skip(1))} or none)";
}
