using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Where images come from.</summary>
public sealed class Registries : ImageRule
{
    public override string Id => "pods/registries";

    public override string Denies =>
        "Images whose registry and repository are not listed, in containers and image volumes; image ids, which name no "
        + "registry.";

    public override string Why =>
        "An image is code that runs inside the walls. References are parsed as runtimes do, never compared as strings: "
        + "docker.io.evil.io/app is not docker.io.";

    public override string? OpenedBy => "spec.pods.registries";

    protected override bool Applies(PodsPolicy policy) => !policy.Images.IsUnset;

    protected override bool IsAllowed(ImageReference image, PodsPolicy policy) => policy.Images.Allows(image);

    protected override string Problem(JsonElement value, bool isReference, PodsPolicy policy) => isReference
        ? $"{value.Show()} is not from an allowed registry ({policy.Images})"
        : $"{value.Show()} is no image reference that names a registry ({policy.Images})";
}
