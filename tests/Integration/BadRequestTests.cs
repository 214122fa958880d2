using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Integration;

/// <summary>What a webhook process answers to bodies that no API server sends.</summary>
[Collection(OperatorCollection.Name)]
public sealed class BadRequestTests(RunningOperator @operator)
{
    [Theory]
    [InlineData("not JSON", HttpStatusCode.BadRequest)]
    [InlineData("""{"hello": "world"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "1", """, HttpStatusCode.BadRequest)]
    [InlineData("DEEP", HttpStatusCode.BadRequest)]
    [InlineData("8MiB", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_bad_body_gets_one_clear_line(string body, HttpStatusCode expected)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = Client();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Expand(body)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        // The answer to a body that is too large comes before the body is sent, to a client that waits for it.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(@operator.Installation.Webhooks[0].Url, "validate")) { Content = content };
        request.Headers.ExpectContinue = true;

        using var answer = await client.SendAsync(request, cancel);

        Assert.Equal(expected, answer.StatusCode);
        var text = (await answer.Content.ReadAsStringAsync(cancel)).TrimEnd();
        Assert.Single(text.Split('\n'));
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_have_the_names_that_stock_dashboards_know()
    {
        using var client = new HttpClient();
        // One of the two leads, and has the queues.
        var controllers = await Task.WhenAll(@operator.Installation.Controllers.Select(c =>
            client.GetStringAsync(new Uri(c.Metrics, "metrics"), TestContext.Current.CancellationToken)));
        var controller = string.Concat(controllers);
        var webhooks = await client.GetStringAsync(new Uri(@operator.Installation.Webhooks[0].Metrics, "metrics"), TestContext.Current.CancellationToken);

        foreach (var name in new[] { "controller_runtime_reconcile_total{", "workqueue_depth{", "leader_election_master_status{", "rest_client_requests_total{" })
            Assert.Contains($"\n{name}", controller, StringComparison.Ordinal);
        Assert.Contains("\nrest_client_requests_total{", webhooks, StringComparison.Ordinal);
        Assert.DoesNotContain("otel_scope", controller, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_and_metrics_are_answered_on_their_own_ports_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = Client();
        var webhook = @operator.Installation.Webhooks[0];

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(webhook.Health, "livez"), cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(webhook.Metrics, "livez"), cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(webhook.Health, "metrics"), cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(webhook.Url, "metrics"), cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(new Uri(webhook.Health, "validate"), null, cancel)).StatusCode);
    }

    private static HttpClient Client() => new(new HttpClientHandler
    {
        // Only that something answers is of interest here; that the API server trusts it is shown by every other test.
#pragma warning disable MA0039
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
#pragma warning restore MA0039
    });

    private static string Expand(string body) => body switch
    {
        "DEEP" => string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000),
        "8MiB" => new string(' ', 8 * 1024 * 1024),
        _ => body,
    };
}
