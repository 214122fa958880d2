using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>
/// The tenant's default class for a claim that names none, neither by field nor by the legacy annotation. A default class of the
/// cluster comes first: the API server's plugin DefaultStorageClass fills it in before webhooks are asked.
/// </summary>
internal sealed class ClaimDefaults : IMutation
{
    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "persistentvolumeclaims", Operations.Create)];

    public void Apply(RuleInput input, PatchWriter patch)
    {
        var claim = new ClaimView(input.Request.Object);
        if (input.Policy.Storage.DefaultClass is not { } defaultClass || claim.Spec.ValueKind != JsonValueKind.Object || claim.WrittenClass.Exists())
            return;
        var at = new JsonPointer(stackalloc byte[64]);
        at.Append("spec"u8);
        at.Append("storageClassName"u8);
        patch.Add(at, defaultClass);
    }
}
