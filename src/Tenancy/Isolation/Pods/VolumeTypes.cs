using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: hostPath; Restricted: volume types.</summary>
public sealed class VolumeTypes : PodSpecRule
{
    private static readonly ImmutableArray<string> Restricted =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    public override string Id => "pods/volume-types";

    public override string Denies =>
        "hostPath volumes; under Restricted every volume that is no configMap, csi, downwardAPI, emptyDir, ephemeral, image, "
        + "persistentVolumeClaim, projected or secret.";

    public override string Why =>
        "hostPath is the file system of the node; inline network volumes reach servers with the node's address and "
        + "credentials, past storage classes (Pod Security Standards).";

    public override string? OpenedBy => "spec.pods.securityStandard";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            if (volume.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in volume.EnumerateObject())
                {
                    if (member.Value.Exists() && !IsAllowed(member, input.Policy.Pods))
                        violations.Add(pod.Path($".volumes[{index}].{member.Name}"), Problem(member, input.Policy.Pods));
                }
            }
            index++;
        }
    }

    // A volume's type is the name of its member; one that is not known is none that is allowed.
    private static bool IsAllowed(JsonProperty member, PodsPolicy policy)
    {
        if (!policy.HoldsToRestricted)
            return !member.NameEquals("hostPath"u8);
        if (member.NameEquals("name"u8))
            return true;
        foreach (var type in Restricted)
        {
            if (member.NameEquals(type))
                return true;
        }
        return false;
    }

    private static string Problem(JsonProperty member, PodsPolicy policy) => policy.HoldsToRestricted
        ? $"{member.Value.Show()} is not allowed (allowed: {string.Join(", ", Restricted)})"
        : $"{member.Value.Show()} is not allowed";
}
