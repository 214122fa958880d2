using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;

namespace Tenancy.Policies;

/// <summary>Tolerations that pods may have. An entry allows a toleration that tolerates no taint which the entry would not, and none for longer.</summary>
public sealed class TolerationList(IReadOnlyList<Toleration> entries)
{
    /// <summary>Whether an entry covers the toleration.</summary>
    public bool Allows(JsonElement toleration)
    {
        foreach (var entry in entries)
        {
            if (CoversTaint(entry, toleration) && CoversEffect(entry, toleration) && CoversTime(entry, toleration))
                return true;
        }
        return false;
    }

    /// <summary>What is allowed, for a message.</summary>
    public override string ToString() => entries.Count == 0
        ? "none but the system's is allowed"
        : $"allowed: {string.Join(", ", entries.Select(Show))}";

    // Exists without a key tolerates every taint: only such an entry covers such a toleration, and it covers all.
    private static bool CoversTaint(Toleration entry, JsonElement toleration)
    {
        if (entry.Operator is "Exists")
            return string.IsNullOrEmpty(entry.Key) || toleration.At("key"u8).IsText(entry.Key);
        return !string.IsNullOrEmpty(entry.Key)
            && toleration.At("key"u8).IsText(entry.Key)
            && (toleration.IsAbsentOrEmpty("operator"u8) || toleration.Is("operator"u8, "Equal"u8))
            && toleration.At("value"u8).IsText(entry.Value ?? "");
    }

    private static bool CoversEffect(Toleration entry, JsonElement toleration) =>
        string.IsNullOrEmpty(entry.Effect) || toleration.At("effect"u8).IsText(entry.Effect);

    private static bool CoversTime(Toleration entry, JsonElement toleration) =>
        entry.TolerationSeconds is not { } longest || (toleration.Int("tolerationSeconds"u8) is { } seconds && seconds <= longest);

    private static string Show(Toleration t) =>
        $"{(string.IsNullOrEmpty(t.Key) ? "*" : t.Key)}{(t.Operator is "Exists" ? "" : $"={t.Value}")}{(string.IsNullOrEmpty(t.Effect) ? "" : $":{t.Effect}")}";
}
