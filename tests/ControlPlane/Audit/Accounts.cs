using ControlPlanes.Installation;

namespace ControlPlanes.Audit;

/// <summary>The accounts whose rights are compared with their calls: those of the processes that stay. What the chart's hooks may do is tested where they run.</summary>
internal static class Accounts
{
    private static readonly Dictionary<string, string> ByUser = new(StringComparer.Ordinal)
    {
        [User("tenant-operator-controller")] = "controller",
        [User("tenant-operator-webhooks")] = "webhooks",
    };

    /// <summary>The user names, as the API server has them.</summary>
    public static IEnumerable<string> Users => ByUser.Keys;

    /// <summary>The account's name in a <see cref="Right"/>; null when it is none of them.</summary>
    public static string? Of(string user) => ByUser.GetValueOrDefault(user);

    /// <summary>The user name of a service account of the release.</summary>
    public static string User(string serviceAccount) => $"system:serviceaccount:{Chart.Namespace}:{serviceAccount}";
}
