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
            Check(container, container.Element, "livenessProbe", "", violations);
            Check(container, container.Element, "readinessProbe", "", violations);
            Check(container, container.Element, "startupProbe", "", violations);
            Check(container, container.Element.At("lifecycle"u8), "postStart", ".lifecycle", violations);
            Check(container, container.Element.At("lifecycle"u8), "preStop", ".lifecycle", violations);
        }
    }

    private static void Check(ContainerView container, JsonElement parent, string handler, string parentPath, Violations violations)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(handler, out var actions))
            return;
        if (!actions.At("httpGet"u8).IsAbsentOrEmpty("host"u8))
            violations.Add(container.Path($"{parentPath}.{handler}.httpGet.host"), $"{actions.At("httpGet"u8).Show("host"u8)} is not allowed");
        if (!actions.At("tcpSocket"u8).IsAbsentOrEmpty("host"u8))
            violations.Add(container.Path($"{parentPath}.{handler}.tcpSocket.host"), $"{actions.At("tcpSocket"u8).Show("host"u8)} is not allowed");
    }
}
