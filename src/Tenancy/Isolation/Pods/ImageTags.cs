using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>How exactly images are named.</summary>
public sealed class ImageTags : ImageRule
{
    public override string Id => "pods/image-tags";

    public override string Denies =>
        "Where the tenant asks for tags: images without a tag or with the tag latest, in any case. Where it asks for digests: images "
        + "without one. A tag beside a digest says nothing. In containers and image volumes; image ids, which name no image, are denied by both.";

    public override string Why =>
        "What latest is, or no tag, changes under a pod that has not changed: what was looked at is not what runs, and two replicas may "
        + "run different code. Only a digest names the same image for ever.";

    public override string? OpenedBy => "spec.pods.imageReferences";

    protected override bool Applies(PodsPolicy policy) => policy.ImageReferences != ImageReferences.Any;

    protected override bool IsAllowed(ImageReference image, PodsPolicy policy) =>
        !image.Digest.IsEmpty
        || (policy.ImageReferences == ImageReferences.Tag && !image.Tag.IsEmpty && !image.Tag.Equals("latest", StringComparison.OrdinalIgnoreCase));

    protected override string Problem(JsonElement value, bool isReference, PodsPolicy policy) =>
        $"{value.Show()} {(isReference ? "is not allowed" : "is no image reference")} "
        + (policy.ImageReferences == ImageReferences.Tag ? "(allowed: with a tag other than latest, or with a digest)" : "(allowed: with a digest)");
}
