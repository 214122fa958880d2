using System.Text.Json.Nodes;
using Conformance.Format;
using Tenancy.Api;
using Tenancy.Isolation;

namespace Conformance.Deciders;

/// <summary>The world's storage classes and volumes, and the case's default class.</summary>
internal sealed class CaseStorage(World world, string? defaultClass) : IStorageFacts
{
    public string? DefaultClass => defaultClass;

    public StorageClassFact? Class(string name) => world.StorageClasses.FirstOrDefault(c => NameOf(c) == name) is { } found
        ? new((string?)found["provisioner"] != "kubernetes.io/no-provisioner", (string?)found["reclaimPolicy"] != "Delete")
        : null;

    public VolumeFact? Volume(string name) => world.Volumes.FirstOrDefault(v => NameOf(v) == name) is { } found
        ? new((string?)found["metadata"]!["labels"]?[Labels.Tenant], (string?)found["spec"]!["claimRef"]?["namespace"], IsPicked(found))
        : null;

    // A volume that was made for its claim has the claim's uid in its name.
    private static bool IsPicked(JsonObject volume) =>
        volume["metadata"]!["annotations"]?["pv.kubernetes.io/bound-by-controller"] is not null
        && !((string?)volume["spec"]!["claimRef"]?["uid"] is { } uid && NameOf(volume).EndsWith(uid, StringComparison.Ordinal));

    private static string NameOf(JsonObject o) => (string)o["metadata"]!["name"]!;
}
