using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Where images come from.</summary>
public sealed class Registries : PodSpecRule
{
    public override string Id => "pods/registries";

    public override string Denies =>
        "Images whose registry and repository are not listed, in containers and image volumes; image ids, which name no "
        + "registry.";

    public override string Why =>
        "An image is code that runs inside the walls. References are parsed as runtimes do, never compared as strings: "
        + "docker.io.evil.io/app is not docker.io.";

    public override string? OpenedBy => "spec.pods.registries";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var images = input.Policy.Pods.Images;
        if (images.IsUnset)
            return;
        foreach (var container in pod.Containers)
        {
            if (!IsAllowed(container.Element.String("image"u8), images))
                violations.Add(container.Path(".image"), Problem(container.Element.At("image"u8), images));
        }
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            var image = volume.At("image"u8);
            if (image.Exists() && !IsAllowed(image.String("reference"u8), images))
                violations.Add(pod.Path($".volumes[{index}].image.reference"), Problem(image.At("reference"u8), images));
            index++;
        }
    }

    private static bool IsAllowed(string? image, ImageList images) => ImageReference.TryParse(image, out var reference) && images.Allows(reference);

    private static string Problem(JsonElement image, ImageList images) =>
        ImageReference.TryParse(image.ValueKind == JsonValueKind.String ? image.GetString() : null, out _)
            ? $"{image.Show()} is not from an allowed registry ({images})"
            : $"{image.Show()} is no image reference that names a registry ({images})";
}
