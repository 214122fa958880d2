using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>A rule about each image of a pod: those of containers, init containers and ephemeral containers, and those that are mounted as volumes.</summary>
public abstract class ImageRule : PodSpecRule
{
    // Longer ones are refused by the parser; so is what does not fit.
    private const int LongestText = 1024;

    /// <summary>Whether the tenant says anything of images that this rule would hold them to.</summary>
    protected abstract bool Applies(PodsPolicy policy);

    /// <summary>Whether an image may be there.</summary>
    protected abstract bool IsAllowed(scoped ImageReference image, PodsPolicy policy);

    /// <summary>What is wrong with an image that may not.</summary>
    /// <param name="value">The field's value.</param>
    /// <param name="isReference">False when it is no reference that names a repository.</param>
    /// <param name="policy">The tenant's policy.</param>
    protected abstract string Problem(JsonElement value, bool isReference, PodsPolicy policy);

    /// <inheritdoc/>
    protected sealed override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var policy = input.Policy.Pods;
        if (!Applies(policy))
            return;
        foreach (var container in pod.Containers)
        {
            if (ProblemOf(container.Element.At("image"u8), policy) is { } problem)
                violations.Add(container.Path(".image"), problem);
        }
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            var image = volume.At("image"u8);
            if (image.Exists() && ProblemOf(image.At("reference"u8), policy) is { } problem)
                violations.Add(pod.Path($".volumes[{index}].image.reference"), problem);
            index++;
        }
    }

    private string? ProblemOf(JsonElement value, PodsPolicy policy)
    {
        var isReference = value.TryGetText(stackalloc char[LongestText], out var text);
        isReference = ImageReference.TryParse(text, stackalloc char[ImageReference.LongestName], out var image) && isReference;
        return isReference && IsAllowed(image, policy) ? null : Problem(value, isReference, policy);
    }
}
