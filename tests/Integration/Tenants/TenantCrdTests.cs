using System.Net;
using System.Text;

namespace Integration.Tenants;

/// <summary>The generated CRD, shown to a real API server without storing it: other tests install it their own way.</summary>
public sealed class TenantCrdTests(ApiServer server)
{
    [Fact]
    public async Task The_API_server_takes_the_CRD()
    {
        using var response = await server.Admin.HttpClient.PostAsync(
            new Uri(server.Admin.BaseUri, "apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All"),
            new StringContent(new Generator.Artefacts.TenantCrd().Render(), Encoding.UTF8, "application/yaml"),
            TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // Conflict: the CRD is there already, by another test.
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, answer);
        Assert.DoesNotContain("NonStructuralSchema", answer, StringComparison.Ordinal);
    }
}
