using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>What names mean to a pod.</summary>
public sealed class HostAliases : PodSpecRule
{
    public override string Id => "pods/host-aliases";

    public override string Denies =>
        "hostAliases; a dnsConfig, and a dnsPolicy other than ClusterFirst and ClusterFirstWithHostNet. (The latter is the cluster's DNS as "
        + "well, whatever the pod's network.)";

    public override string Why =>
        "Policies for names (egress gateways, service meshes, logs of the cluster's DNS) see what pods ask the cluster's DNS. With answers "
        + "of its own, or with the node's or another resolver, a pod goes past them; the node's resolver also tells names of the infrastructure.";

    public override string? OpenedBy => "spec.pods.nameResolution";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var policy = input.Policy.Pods.NameResolution;
        if (policy.HostAliases != true)
            CheckAliases(pod, violations);
        if (policy.CustomDns == true)
            return;
        if (!IsOfTheCluster(pod.Spec.At("dnsPolicy"u8)))
            violations.Add(pod.Path(".dnsPolicy"), $"{pod.Spec.Show("dnsPolicy"u8)} is not allowed (allowed: ClusterFirst, ClusterFirstWithHostNet)");
        var config = pod.Spec.At("dnsConfig"u8);
        if (config.Exists() && !IsEmpty(config))
            violations.Add(pod.Path(".dnsConfig"), $"{config.Show()} is not allowed");
    }

    private static void CheckAliases(PodSpecView pod, Violations violations)
    {
        var index = 0;
        foreach (var alias in pod.Spec.Items("hostAliases"u8))
            violations.Add(pod.Path($".hostAliases[{index++}]"), $"{alias.Show()} is not allowed");
    }

    private static bool IsOfTheCluster(JsonElement dnsPolicy) =>
        dnsPolicy.IsText("") || dnsPolicy.IsText("ClusterFirst") || dnsPolicy.IsText("ClusterFirstWithHostNet");

    private static bool IsEmpty(JsonElement config) => config.ValueKind == JsonValueKind.Object && !config.EnumerateObject().MoveNext();
}
