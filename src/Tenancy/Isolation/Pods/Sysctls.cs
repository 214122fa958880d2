using System.Collections.Immutable;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: sysctls.</summary>
public sealed class Sysctls : PodSpecRule
{
    // The standard's list grew in 1.27, 1.29 and 1.32; this is the one of the pinned version.
    private static readonly ImmutableArray<string> Safe =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public override string Id => "pods/sysctls";

    public override string Denies => "Sysctls outside the safe list.";

    public override string Why =>
        "Other sysctls switch off security mechanisms or reach all containers of the node (Pod Security Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        var index = 0;
        foreach (var sysctl in pod.SecurityContext.Items("sysctls"u8))
        {
            if (!sysctl.At("name"u8).IsAnyOf(Safe))
                violations.Add(pod.Path($".securityContext.sysctls[{index}].name"), $"{sysctl.Show("name"u8)} is not allowed (allowed: {string.Join(", ", Safe)})");
            index++;
        }
    }
}
