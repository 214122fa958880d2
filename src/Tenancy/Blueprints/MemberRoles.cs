using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>The roles that <c>spec.members[].role</c> may name, and the ClusterRoles that they stand for.</summary>
internal static class MemberRoles
{
    public const string Owner = "tenant-operator:owner";

    private static readonly string[] Curated = ["owner", "edit", "view"];

    /// <summary>The ClusterRole of a role; null when neither the operator nor the platform offers it.</summary>
    public static string? ClusterRoleOf(string role, PlatformSettings platform) =>
        Curated.Contains(role, StringComparer.Ordinal) ? $"tenant-operator:{role}"
        : platform.MemberClusterRoles.Contains(role, StringComparer.Ordinal) ? role
        : null;

    /// <summary>All that may be named, for a message.</summary>
    public static IEnumerable<string> Offered(PlatformSettings platform) => Curated.Concat(platform.MemberClusterRoles);
}
