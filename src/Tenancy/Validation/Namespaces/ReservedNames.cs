using Tenancy.Policies;

namespace Tenancy.Validation.Namespaces;

/// <summary>Names of namespaces that are the platform's.</summary>
internal static class ReservedNames
{
    // The API server's own, and by convention (kubernetes.io/docs, "Namespaces") the system's.
    private const string System = "kube-";
    private const string Default = "default";

    /// <summary>What speaks against a prefix: that a namespace of the platform begins with it.</summary>
    public static string? PrefixProblem(string prefix, PlatformSettings platform) =>
        prefix.StartsWith(System, StringComparison.Ordinal) ? Problem.Forbidden($"\"{prefix}\": namespaces that begin with {System} are the system's")
        : Platform(platform).FirstOrDefault(n => n.StartsWith(prefix, StringComparison.Ordinal)) is { } taken
            ? Problem.Forbidden($"\"{prefix}\" begins the name of the platform's namespace \"{taken}\"; give the tenant another prefix")
        : null;

    /// <summary>What speaks against a namespace's full name.</summary>
    public static string? NamespaceProblem(string name, PlatformSettings platform) =>
        Platform(platform).Contains(name, StringComparer.Ordinal) ? Problem.Forbidden($"the namespace \"{name}\" is the platform's") : null;

    private static IEnumerable<string> Platform(PlatformSettings platform) => [platform.OperatorNamespace, Default, .. platform.ProtectedNamespaces];
}
