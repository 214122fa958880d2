using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: hosts in probes and lifecycle handlers.</summary>
public sealed class HostProbes : PodSpecRule
{
    public override string Id => "pods/host-probes";

    public override string Denies => "A host in a probe or lifecycle handler (httpGet, tcpSocket).";

    public override string Why =>
        "The kubelet opens the connection, from the node's network: a host makes it a proxy into places that the pod cannot "
        + "reach (Pod Security Standards, Baseline since 1.34).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        foreach (var container in pod.Containers)
        {
            Check(container, container.Element.At("livenessProbe"u8), ".livenessProbe", violations);
            Check(container, container.Element.At("readinessProbe"u8), ".readinessProbe", violations);
            Check(container, container.Element.At("startupProbe"u8), ".startupProbe", violations);
            var lifecycle = container.Element.At("lifecycle"u8);
            Check(container, lifecycle.At("postStart"u8), ".lifecycle.postStart", violations);
            Check(container, lifecycle.At("preStop"u8), ".lifecycle.preStop", violations);
        }
    }

    private static void Check(ContainerView container, JsonElement actions, string path, Violations violations)
    {
        if (actions.ValueKind != JsonValueKind.Object)
            return;
        if (!actions.At("httpGet"u8).IsAbsentOrEmpty("host"u8))
            violations.Add(container.Path($"{path}.httpGet.host"), $"{actions.At("httpGet"u8).Show("host"u8)} is not allowed");
        if (!actions.At("tcpSocket"u8).IsAbsentOrEmpty("host"u8))
            violations.Add(container.Path($"{path}.tcpSocket.host"), $"{actions.At("tcpSocket"u8).Show("host"u8)} is not allowed");
    }
}
