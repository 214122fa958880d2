using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Volumes that are a directory of the node's disk or memory.</summary>
public sealed class EmptyDir : PodSpecRule
{
    public override string Id => "pods/empty-dir";

    public override string Denies =>
        "emptyDir volumes without a sizeLimit above zero, which are also those of no type; emptyDir volumes in memory or huge pages.";

    public override string Why =>
        "Without a limit a volume fills the disk that all pods of the node share, and the kubelet evicts other tenants' pods for it. "
        + "In memory it counts as the pod's only while a container that is limited has written it.";

    public override string? OpenedBy => "spec.pods.emptyDir";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var policy = input.Policy.Pods.EmptyDir;
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            if (Is(volume))
                Check(volume.At("emptyDir"u8), pod, index, policy, violations);
            index++;
        }
    }

    private static void Check(JsonElement directory, PodSpecView pod, int index, EmptyDirSpec policy, Violations violations)
    {
        if (policy.Unlimited != true && !directory.At("sizeLimit"u8).IsPositiveQuantity())
            violations.Add(pod.Path($".volumes[{index}].emptyDir.sizeLimit"), $"{directory.Show("sizeLimit"u8)} is not allowed (must be above zero)");
        if (!directory.IsAbsentOrEmpty("medium"u8) && !(policy.Memory == true && IsMemory(directory.At("medium"u8))))
            violations.Add(pod.Path($".volumes[{index}].emptyDir.medium"), $"{directory.Show("medium"u8)} is not allowed ({Allowed(policy)})");
    }

    // The API server makes a volume that names no type an emptyDir.
    private static bool Is(JsonElement volume)
    {
        if (volume.At("emptyDir"u8).Exists())
            return true;
        if (volume.ValueKind != JsonValueKind.Object)
            return false;
        foreach (var member in volume.EnumerateObject())
        {
            if (member.Value.Exists() && !member.NameEquals("name"u8))
                return false;
        }
        return true;
    }

    private static bool IsMemory(JsonElement medium) =>
        medium.TryGetText(stackalloc char[64], out var text) && (text is "Memory" or "HugePages" || text.StartsWith("HugePages-"));

    private static string Allowed(EmptyDirSpec policy) => policy.Memory == true ? "allowed: Memory, HugePages, HugePages-SIZE, or unset" : "allowed: unset, which is the node's disk";
}
