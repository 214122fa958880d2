using System.Globalization;
using System.Text.Json;

namespace Sbom;

/// <summary>Reads what NuGet has restored for one platform (<c>project.assets.json</c>).</summary>
internal static class Restored
{
    /// <summary>The packages that are compiled in, by name: those that bring code, and .NET's own. Analyzers and compilers are not.</summary>
    /// <exception cref="InvalidDataException">It was not restored for one platform.</exception>
    public static IReadOnlyList<Package> Read(string assets)
    {
        using var document = JsonDocument.Parse(assets);
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToArray();
        var target = root.GetProperty("targets").EnumerateObject().FirstOrDefault(t => t.Name.Contains('/', StringComparison.Ordinal));
        if (target.Value.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("The packages were not restored for a platform: dotnet restore --use-current-runtime");
        var platform = target.Name.Split('/')[1];
        var all = target.Value.EnumerateObject().ToArray();
        var named = all.Where(l => Kind(l) == "project").SelectMany(Needs)
            .Concat(FrameworkOf(root).GetProperty("dependencies").EnumerateObject().Select(d => d.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packages = all.Where(l => Kind(l) == "package" && l.Value.TryGetProperty("runtime", out var code) && code.EnumerateObject().Any(f => !f.Name.EndsWith("_._", StringComparison.Ordinal)))
            .Select(l => Make(l.Name.Split('/')[0], l.Name.Split('/')[1], Needs(l), named.Contains(l.Name.Split('/')[0])));
        return [.. packages.Concat(OfFramework(root, platform).Select(p => Make(p.Name, p.Version, [], true))).OrderBy(p => p.Name, StringComparer.Ordinal)];

        Package Make(string name, string version, IReadOnlyList<string> needs, bool isDirect) => new(name, version, FolderOf(folders, name, version), needs, isDirect);
    }

    // What is linked in of .NET itself. The runtime that compiles while it runs is fetched as well, and is not.
    private static IEnumerable<(string Name, string Version)> OfFramework(JsonElement root, string platform) => FrameworkOf(root).GetProperty("downloadDependencies").EnumerateArray()
        .Select(d => (Name: d.GetProperty("name").GetString()!, Version: d.GetProperty("version").GetString()!.TrimStart('[').Split(',')[0]))
        .Where(d => d.Name != $"Microsoft.NETCore.App.Runtime.{platform}");

    private static JsonElement FrameworkOf(JsonElement root) => root.GetProperty("project").GetProperty("frameworks").EnumerateObject().Single().Value;

    private static string? Kind(JsonProperty library) => library.Value.GetProperty("type").GetString();

    private static string[] Needs(JsonProperty library) => library.Value.TryGetProperty("dependencies", out var needs) ? [.. needs.EnumerateObject().Select(d => d.Name)] : [];

    private static string FolderOf(string[] folders, string name, string version) =>
        folders.Select(f => Path.Combine(f, name.ToLower(CultureInfo.InvariantCulture), version.ToLower(CultureInfo.InvariantCulture))).FirstOrDefault(Directory.Exists)
        ?? throw new InvalidDataException($"{name} {version} is not among the packages that were restored");
}
