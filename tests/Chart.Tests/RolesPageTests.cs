using System.Runtime.CompilerServices;

namespace Chart.Tests;

/// <summary>The table of docs/roles.md is what <c>rights/</c> lists, which RightsTests holds to the API server. UPDATE_GOLDEN=1 writes it.</summary>
public sealed class RolesPageTests
{
    private const string Begin = "<!-- rights -->\n", End = "<!-- /rights -->";

    // The order in which Kubernetes' documentation names them.
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    private static readonly string[] Roles = ["view", "edit", "owner"];

    [Fact]
    public void The_page_shows_what_each_role_holds()
    {
        var file = Path.Combine(Here(), "..", "..", "docs", "roles.md");
        var page = File.ReadAllText(file);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var wanted = page[..begin] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, wanted);

        Assert.Equal(wanted, File.ReadAllText(file));
    }

    private static string Table()
    {
        var rights = Roles.Select(role => File.ReadLines(Path.Combine(Here(), "Installed", "rights", $"{role}.txt")).Select(line => line.Split(": ")).ToDictionary(p => p[0], p => p[1])).ToArray();
        var resources = rights.SelectMany(r => r.Keys).Distinct().Order(StringComparer.Ordinal);
        var rows = resources.Select(resource => $"| `{resource}` | {string.Join(" | ", rights.Select(r => Shown(r.GetValueOrDefault(resource))))} |");
        return $"| resource | {string.Join(" | ", Roles)} |\n|---|{string.Concat(Roles.Select(_ => "---|"))}\n{string.Join('\n', rows)}\n";
    }

    private static string Shown(string? verbs) => verbs is null ? "" : verbs.Split(' ').Length == Verbs.Length ? "all" : string.Join(' ', Verbs.Where(verbs.Split(' ').Contains));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
