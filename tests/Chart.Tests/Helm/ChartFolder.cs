using ControlPlanes;

namespace Chart.Tests.Helm;

/// <summary>The chart's files, read where they lie.</summary>
internal static class ChartFolder
{
    /// <summary>The chart's folder.</summary>
    public static string Path { get; } = Repository.PathOf("config", "helm", "tenant-operator");

    /// <summary>The chart's value sets, by the name that a theory prints.</summary>
    public static IEnumerable<string> ValueSets =>
        Directory.GetFiles(PathOf("ci"), "*-values.yaml").Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The path of a value set.</summary>
    public static string ValueSet(string name) => PathOf("ci", name);

    /// <summary>A path in the chart's folder.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
