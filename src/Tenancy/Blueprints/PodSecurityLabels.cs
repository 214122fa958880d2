using Tenancy.Api;
using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>
/// Labels for the API server's own Pod Security admission (1.23 and newer), the second wall behind the rules on pods. Audit and warn
/// are set too, so that a cluster-wide default which is stricter does not warn where the tenant is allowed, nor a laxer one
/// hide. An API server takes a version that it does not know yet for its latest.
/// </summary>
internal static class PodSecurityLabels
{
    private static readonly string[] Modes = ["enforce", "warn", "audit"];

    public static IEnumerable<(string Key, string Value)> For(SecurityStandard standard)
    {
        var level = standard switch
        {
            SecurityStandard.Privileged => "privileged",
            SecurityStandard.Baseline => "baseline",
            _ => "restricted",
        };
        return Modes.SelectMany(mode => new[] { (Key(mode), level), (Key($"{mode}-version"), PodSecurityStandards.Version) });
    }

    private static string Key(string mode) => $"pod-security.kubernetes.io/{mode}";
}
