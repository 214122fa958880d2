using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>
/// What makes a namespace that an owner makes the tenant's: its label, where it came from, and the labels and annotations that the Tenant gives to all. What is
/// written already stays as it is; the rules namespaces/* refuse it where it says otherwise.
/// </summary>
internal sealed class SelfService : IMutation
{
    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "namespaces", Operations.Create)];

    public void Apply(RuleInput input, PatchWriter patch)
    {
        var written = NamespaceView.Written(input.Request);
        // The policy is that of a label that is written already: where it contradicts the name it is refused, not mended.
        if (written.Metadata.ValueKind != JsonValueKind.Object || !OwnersNamespace.IsMadeBy(input))
            return;
        Fill(written.Labels, "labels"u8, input.Policy.Namespaces.OwnLabels, patch);
        if (input.Policy.Namespaces.OwnAnnotations.Count > 0)
            Fill(written.Annotations, "annotations"u8, input.Policy.Namespaces.OwnAnnotations, patch);
    }

    private static void Fill(JsonElement existing, ReadOnlySpan<byte> map, FrozenDictionary<string, string> values, PatchWriter patch)
    {
        // A key has at most 253 characters before the slash and 63 behind it, and each may be escaped.
        var at = new JsonPointer(stackalloc byte[1024]);
        at.Append("metadata"u8);
        if (!patch.Enter(existing, map, ref at))
            return;
        var mark = at.Mark;
        foreach (var (key, value) in values)
        {
            if (existing.ValueKind == JsonValueKind.Object && existing.TryGetProperty(key, out _))
                continue;
            at.Append(Encoding.UTF8.GetBytes(key));
            patch.Add(at, value);
            at.BackTo(mark);
        }
    }
}
