using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline and Restricted: capabilities.</summary>
public sealed class Capabilities : PodSpecRule
{
    // What container runtimes grant by default.
    private static readonly ImmutableArray<string> Baseline =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP",
        "SETUID", "SYS_CHROOT",
    ];

    private static readonly ImmutableArray<string> Restricted = ["NET_BIND_SERVICE"];

    public override string Id => "pods/capabilities";

    public override string Denies =>
        "Capabilities added beyond the standard, or beyond spec.pods.allowedCapabilities when that is set; under Restricted also "
        + "containers that do not drop ALL.";

    public override string Why =>
        "Capabilities are root's powers one by one: SYS_ADMIN mounts, NET_RAW forges packages, SYS_PTRACE reads other "
        + "processes (Pod Security Standards).";

    public override string? OpenedBy => "spec.pods.securityStandard";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        foreach (var container in pod.Containers)
        {
            CheckAdded(container, input.Policy.Pods, violations);
            if (input.Policy.Pods.HoldsToRestricted && !pod.IsWindows && !DropsAll(container))
            {
                violations.Add(
                    container.Path(".securityContext.capabilities.drop"),
                    $"{Of(container).Show("drop"u8)} is not allowed (must hold \"ALL\")");
            }
        }
    }

    private static JsonElement Of(ContainerView container) => container.SecurityContext.At("capabilities"u8);

    private static void CheckAdded(ContainerView container, PodsPolicy policy, Violations violations)
    {
        var index = 0;
        foreach (var capability in Of(container).Items("add"u8))
        {
            if (!IsAllowed(capability, policy))
                violations.Add(container.Path($".securityContext.capabilities.add[{index}]"), $"{capability.Show()} is not allowed ({Allowed(policy)})");
            index++;
        }
    }

    private static bool IsAllowed(JsonElement capability, PodsPolicy policy) =>
        (ByStandard(policy) is not { } standard || capability.IsAnyOf(standard))
        && (policy.AllowedCapabilities is not { } own || capability.IsAnyOf(own));

    private static ImmutableArray<string>? ByStandard(PodsPolicy policy) =>
        policy.HoldsToRestricted ? Restricted : policy.HoldsToBaseline ? Baseline : null;

    private static bool DropsAll(ContainerView container)
    {
        foreach (var capability in Of(container).Items("drop"u8))
        {
            if (capability.ValueKind == JsonValueKind.String && capability.ValueEquals("ALL"u8))
                return true;
        }
        return false;
    }

    private static string Allowed(PodsPolicy policy)
    {
        var standard = ByStandard(policy);
        var allowed = policy.AllowedCapabilities is { } own ? own.Where(c => standard?.Contains(c) ?? true) : standard ?? [];
        return allowed.Any() ? $"allowed: {string.Join(", ", allowed)}" : "none is allowed";
    }
}
