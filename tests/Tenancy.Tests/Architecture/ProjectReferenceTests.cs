using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Tenancy.Tests.Architecture;

/// <summary>References point one way (docs/architecture.md): the domain and the generic machinery know nobody.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string Sources = Path.Combine(Repository(), "src");

    public static TheoryData<string> Projects => [.. Directory.EnumerateFiles(Sources, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p))];

    [Theory]
    [InlineData("Tenancy")]
    [InlineData("OperatorRuntime")]
    [InlineData("Webhooks", "OperatorRuntime", "Tenancy")]
    [InlineData("TenantOperator", "OperatorRuntime", "Tenancy", "Webhooks")]
    public void A_project_knows_just_these(string project, params string[] known) =>
        Assert.Equal(known, References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_project_has_its_place(string project) =>
        Assert.Contains(project, new[] { "Tenancy", "OperatorRuntime", "Webhooks", "TenantOperator" });

    [Fact]
    public void The_domain_knows_neither_a_Kubernetes_client_nor_a_server()
    {
        Assert.DoesNotContain(References("Tenancy", "PackageReference"), r => r.StartsWith("KubernetesClient", StringComparison.Ordinal));
        Assert.Empty(References("Tenancy", "FrameworkReference"));
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Sources, project, project + ".csproj")).Descendants(kind).Select(r => (string)r.Attribute("Include")!);

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
