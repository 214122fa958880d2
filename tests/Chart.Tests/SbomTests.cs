using System.Text.Json.Nodes;
using Sbom;

namespace Chart.Tests;

/// <summary>The bill of materials that <c>make sbom</c> writes, of packages made up.</summary>
public sealed class SbomTests : IDisposable
{
    private const string Assets = """
        {"packageFolders": {"FOLDER": {} },
         "targets": {
           "net10.0": {},
           "net10.0/linux-x64": {
             "Direct.Package/1.0.0": {"type": "package", "dependencies": {"Other": "[2.0.0, 3.0.0)", "An.Analyzer": "1.0.0"}, "runtime": {"lib/net10.0/Direct.dll": {} } },
             "Other/2.0.0-beta.1": {"type": "package", "runtime": {"lib/net10.0/Other.dll": {} } },
             "Of.Project/1.0.0": {"type": "package", "runtime": {"lib/net10.0/Of.dll": {} } },
             "Without.Code/1.0.0": {"type": "package", "runtime": {"lib/net10.0/_._": {} } },
             "An.Analyzer/1.0.0": {"type": "package"},
             "A.Project/0.1.0": {"type": "project", "dependencies": {"Of.Project": "1.0.0"}, "runtime": {"bin/placeholder/A.dll": {} } }
           } },
         "project": {"frameworks": {"net10.0": {
           "dependencies": {"Direct.Package": {}, "An.Analyzer": {} },
           "downloadDependencies": [
             {"name": "Microsoft.NETCore.App.Runtime.linux-x64", "version": "[10.0.1, 10.0.1]"},
             {"name": "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", "version": "[10.0.1, 10.0.1]"}] } } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sbom-").FullName;

    public SbomTests()
    {
        Put("direct.package", "1.0.0", "<license type=\"expression\">MIT</license><projectUrl>https://example.com/direct</projectUrl>");
        Put("other", "2.0.0-beta.1", "<licenseUrl>https://example.com/licence</licenseUrl>");
        Put("of.project", "1.0.0", "<license type=\"file\">LICENSE.txt</license>");
        Put("microsoft.netcore.app.runtime.nativeaot.linux-x64", "10.0.1", "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_compiled_in_is_listed_and_nothing_else() => Assert.Equal(
        ["pkg:nuget/Direct.Package@1.0.0", "pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@10.0.1", "pkg:nuget/Of.Project@1.0.0", "pkg:nuget/Other@2.0.0-beta.1"],
        Made()["components"]!.AsArray().Select(c => (string)c!["purl"]!));

    [Fact]
    public void Each_has_its_hash_and_its_licence_in_the_words_that_it_has_for_it()
    {
        var components = Made()["components"]!.AsArray().ToDictionary(c => (string)c!["name"]!, StringComparer.Ordinal);

        Assert.All(components.Values, c => Assert.Equal("00ff10", (string)c!["hashes"]![0]!["content"]!));
        Assert.Equal("MIT", (string)components["Direct.Package"]!["licenses"]![0]!["expression"]!);
        Assert.Equal("https://example.com/licence", (string)components["Other"]!["licenses"]![0]!["license"]!["name"]!);
        Assert.Equal("LICENSE.txt, in the package", (string)components["Of.Project"]!["licenses"]![0]!["license"]!["name"]!);
    }

    [Fact]
    public void It_tells_what_needs_what()
    {
        var needs = Made()["dependencies"]!.AsArray().ToDictionary(d => (string)d!["ref"]!, d => d!["dependsOn"]!.AsArray().Select(u => (string)u!).ToArray(), StringComparer.Ordinal);

        Assert.Equal(["pkg:nuget/Direct.Package@1.0.0", "pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@10.0.1", "pkg:nuget/Of.Project@1.0.0"], needs["pkg:generic/tenant-operator@1.2.3"]);
        Assert.Equal(["pkg:nuget/Other@2.0.0-beta.1"], needs["pkg:nuget/Direct.Package@1.0.0"]);
    }

    [Fact]
    public void What_was_restored_for_no_platform_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Restored.Read("""{"packageFolders": {}, "targets": {"net10.0": {} } }"""));

    private JsonObject Made() => BillOfMaterials.Of("tenant-operator", "1.2.3", Restored.Read(Assets.Replace("FOLDER", _folder, StringComparison.Ordinal)));

    private void Put(string name, string version, string metadata)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name, version)).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".nuspec"), $"<package xmlns=\"http://example.com/nuspec\"><metadata><authors>Somebody</authors>{metadata}</metadata></package>");
        File.WriteAllText(Path.Combine(folder, $"{name}.{version}.nupkg.sha512"), Convert.ToBase64String([0x00, 0xff, 0x10]));
    }
}
