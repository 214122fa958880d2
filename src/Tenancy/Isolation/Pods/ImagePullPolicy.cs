using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Image pull policies.</summary>
public sealed class ImagePullPolicy : PodSpecRule
{
    public override string Id => "pods/image-pull-policy";

    public override string Denies => "Image pull policies that are not listed, in containers and image volumes.";

    public override string Why =>
        "With Never or IfNotPresent a pod runs what lies on the node, another tenant's private image included, without the "
        + "credentials to pull it (Multi-Tenancy Benchmarks).";

    public override string? OpenedBy => "spec.pods.imagePullPolicies";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var policies = input.Policy.Pods.ImagePullPolicies;
        if (policies.IsUnset)
            return;
        foreach (var container in pod.Containers)
        {
            if (!IsAllowed(container.Element.At("imagePullPolicy"u8), policies))
                violations.Add(container.Path(".imagePullPolicy"), $"{container.Element.Show("imagePullPolicy"u8)} is not allowed ({policies})");
        }
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            var image = volume.At("image"u8);
            if (image.Exists() && !IsAllowed(image.At("pullPolicy"u8), policies))
                violations.Add(pod.Path($".volumes[{index}].image.pullPolicy"), $"{image.Show("pullPolicy"u8)} is not allowed ({policies})");
            index++;
        }
    }

    // Absent is the empty text, which no list allows.
    private static bool IsAllowed(JsonElement policy, PatternList policies)
    {
        policy.TryGetText(stackalloc char[32], out var text);
        return policies.Allows(text);
    }
}
