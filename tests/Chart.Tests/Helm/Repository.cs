namespace Chart.Tests.Helm;

/// <summary>Files of the repository that the tests read where they lie.</summary>
internal static class Repository
{
    /// <summary>The folder of TenantOperator.sln.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>The chart's folder.</summary>
    public static string Chart { get; } = Path.Combine(Root, "config", "helm", "tenant-operator");

    /// <summary>The chart's value sets, by the name that a theory prints.</summary>
    public static IEnumerable<string> ValueSets => Directory.GetFiles(Path.Combine(Chart, "ci"), "*-values.yaml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <summary>The path of a value set.</summary>
    public static string ValueSet(string name) => Path.Combine(Chart, "ci", name);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "TenantOperator.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("TenantOperator.sln lies in no folder above the tests"));
}
