using Tenancy.Objects;

namespace Tenancy.Isolation.Storage;

/// <summary>What becomes of a volume whose claim is gone.</summary>
public sealed class Reclaim : ClaimRule
{
    public override string Id => "storage/reclaim";

    public override string Denies => "A StorageClass that keeps its volumes (reclaimPolicy Retain), unless allowed; a StorageClass that does not exist (yet). A claim that names its volume passes: "
        + "nothing is made for it, and what becomes of a volume that exists its own policy says, which the platform has set.";

    public override string Why => "What a tenant leaves behind lies there for whoever is given the volume next, and is paid for by nobody (Multi-Tenancy Benchmarks: reclaim policy). "
        + "A class that is made later could have any policy.";

    public override string OpenedBy => "spec.storage.allowRetain";

    protected override void Check(ClaimView claim, RuleInput input, Violations violations)
    {
        if (input.Policy.Storage.AllowRetain || !claim.Spec.IsAbsentOrEmpty("volumeName"u8))
            return;
        // Without a class nothing is made.
        if (EffectiveClass(claim, input) is not { Length: > 0 } name)
            return;
        if (input.Cluster.Storage.Class(name) is not { } known)
            violations.Add(claim.ClassPath, $"there is no StorageClass \"{name}\"");
        else if (known.Retains)
            violations.Add(claim.ClassPath, $"\"{name}\" keeps volumes whose claims are gone, which is not allowed (allowed: classes with reclaimPolicy Delete)");
    }
}
