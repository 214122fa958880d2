namespace Conformance.Format;

/// <summary>All cases, read once from the folder beside the test assembly.</summary>
internal static class Corpus
{
    private static readonly string Folder = AppContext.BaseDirectory;

    public static World World { get; } = new(Folder);

    public static IReadOnlyList<CorpusFile> Files { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, "corpus"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new CorpusFile(path, RuleId(path), World)),
    ];

    public static CorpusCase Find(string rule, string name) => Files.First(f => f.Rule == rule).Cases.First(c => c.Name == name);

    private static string RuleId(string path) =>
        Path.ChangeExtension(Path.GetRelativePath(Path.Combine(Folder, "corpus"), path), null).Replace('\\', '/');
}
