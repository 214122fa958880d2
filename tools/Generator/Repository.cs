namespace Generator;

/// <summary>The generated files where they lie in the repository.</summary>
internal static class Repository
{
    /// <summary>The nearest folder, from the current one upwards, that holds the solution; null when there is none.</summary>
    public static string? Root()
    {
        var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TenantOperator.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }

    /// <summary>Writes what has changed and names it; returns the exit code.</summary>
    public static int Write(string root, TextWriter output)
    {
        foreach (var artefact in All())
        {
            var path = Path.Combine(root, artefact.Path);
            var text = artefact.Render();
            if (Read(path) == text)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            output.WriteLine($"wrote {artefact.Path}");
        }
        return 0;
    }

    /// <summary>
    /// Names each file that is not what would be written, with the first line that differs, and each rule without its cases (the page of
    /// rules shows them); returns the exit code.
    /// </summary>
    public static int Check(string root, TextWriter output)
    {
        var wrong = 0;
        foreach (var artefact in All())
        {
            if (Drift.Between(Read(Path.Combine(root, artefact.Path)), artefact.Render()) is not { } drift)
                continue;
            output.WriteLine($"{artefact.Path}: {drift}");
            wrong++;
        }
        if (wrong > 0)
            output.WriteLine("Generated files are not up to date. Run: make generate");
        foreach (var missing in CorpusExamples.Missing())
        {
            output.WriteLine(missing);
            wrong++;
        }
        return wrong > 0 ? 1 : 0;
    }

    private static IEnumerable<IArtefact> All() =>
        typeof(IArtefact).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IArtefact)))
            .Select(t => (IArtefact)Activator.CreateInstance(t)!)
            .OrderBy(a => a.Path, StringComparer.Ordinal);

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
