using System.Text.RegularExpressions;
using ControlPlanes;

namespace Chart.Tests;

/// <summary>What can be said of the image without a Docker engine; <c>make image</c> builds it where there is one.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("Dockerfile"));

    [Fact]
    public void Every_file_that_is_copied_into_the_build_exists()
    {
        var sources = Lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal))
            .SelectMany(l => l.Split(' ')[1..^1]);

        Assert.All(sources, source => Assert.True(Path.Exists(Repository.PathOf(source)), source));
    }

    [Fact]
    public void Every_project_that_the_executable_is_built_from_is_restored_from_its_own_layer()
    {
        var projects = Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Repository.Root, p));

        Assert.All(projects, project => Assert.Contains($"COPY {project} {Path.GetDirectoryName(project)}/", Lines));
    }

    [Fact]
    public void Nothing_that_is_copied_is_kept_from_the_build_by_the_ignore_file()
    {
        string[] let = [.. File.ReadLines(Repository.PathOf(".dockerignore")).Where(l => l.StartsWith('!')).Select(l => l[1..])];

        Assert.Equal(["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "src", "tools/sbom.sh", "tools/Sbom"], let);
    }

    [Fact]
    public void Base_images_are_named_by_a_version()
    {
        var tags = Lines.Select(l => BaseImage().Match(l)).Where(m => m.Success).Select(m => m.Groups["tag"].Value);

        Assert.Equal(["10.0-noble-aot", "10.0-noble-chiseled"], tags);
    }

    [Fact]
    public void The_image_runs_as_a_user_with_a_number_that_is_not_root()
    {
        string user = Lines.Last(l => l.StartsWith("USER ", StringComparison.Ordinal));

        Assert.Matches("^USER [1-9][0-9]+:[1-9][0-9]+$", user);
    }

    [Fact]
    public void The_entry_point_is_the_native_executable()
    {
        string project = File.ReadAllText(Repository.PathOf("src", "TenantOperator", "TenantOperator.csproj"));

        Assert.Contains("<AssemblyName>tenant-operator</AssemblyName>", project, StringComparison.Ordinal);
        Assert.Contains("COPY --from=build /publish/tenant-operator /usr/local/bin/tenant-operator", Lines);
        Assert.Contains("COPY --from=build /publish/tenant-operator.cdx.json /usr/local/share/sbom/tenant-operator.cdx.json", Lines);
        Assert.Equal("""ENTRYPOINT ["/usr/local/bin/tenant-operator"]""", Lines[^1]);
    }

    [GeneratedRegex("^ARG [A-Z]+=[^:]+:(?<tag>.+)$", RegexOptions.None, 1000)]
    private static partial Regex BaseImage();
}
