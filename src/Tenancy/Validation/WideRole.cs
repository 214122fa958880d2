using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Isolation.Rbac;
using Tenancy.Objects;

namespace Tenancy.Validation;

/// <summary>Whether a ClusterRole that the platform lists for members holds what no tenant's own Role may hold.</summary>
public static class WideRole
{
    private const int LongestReason = 160;

    /// <summary>What it holds too much, for people: the first of it; null when it holds nothing of the kind.</summary>
    public static string? Of(JsonElement clusterRole)
    {
        var violations = new Violations();
        Verbs.Judge(clusterRole.At("rules"u8), violations);
        if (violations.Count == 0)
            return null;
        var reason = $"{violations.Found[0].Field}: {violations.Found[0].Problem}";
        return reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
    }
}
