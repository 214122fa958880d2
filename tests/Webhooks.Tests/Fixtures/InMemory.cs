using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Admission;
using Webhooks.Denials;
using Webhooks.Index;
using Webhooks.Ledgers;
using Webhooks.Reviews;
using Webhooks.Serving;
using Webhooks.Telemetry;

namespace Webhooks.Tests.Fixtures;

/// <summary>The endpoints without a network, for properties.</summary>
internal static class InMemory
{
    private static readonly TenancyIndex Index = World.Index();
    private static readonly PolicyResolver Resolver = new(Index, new FakeSource(), TimeProvider.System);
    private static readonly ReviewEndpoint Validate = Endpoint(new Validator(Resolver, new(), new(Index, Resolver, new()), new(Index, new(), new()), new(new FakeLedgers(), Index, TimeProvider.System, NullLogger<NamespacePlaces>.Instance)));
    private static readonly ReviewEndpoint Mutate = Endpoint(new Mutator(Resolver, new()));

    public static (int Status, JsonObject? Response) Ask(string body, string path) => Ask(Encoding.UTF8.GetBytes(body), path);

    public static (int Status, JsonObject? Response) Ask(byte[] body, string path)
    {
        using var response = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        http.Response.Body = response;
        (path == WebhookPaths.Validate ? Validate : Mutate).HandleAsync(http).GetAwaiter().GetResult();
        http.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
        var text = Encoding.UTF8.GetString(response.ToArray());
        return (http.Response.StatusCode, http.Response.StatusCode == 200 ? JsonNode.Parse(text)!["response"]!.AsObject() : null);
    }

    private static ReviewEndpoint Endpoint(IReviewer reviewer)
    {
        var metrics = new WebhookMetrics();
        return new(
            "test", reviewer, isLast: true, new BodyMemory(), new Draining(new OpenConnections(), TimeProvider.System, NullLogger<Draining>.Instance),
            new DenialQueue(new(), metrics, TimeProvider.System), metrics, NullLogger<ReviewEndpoint>.Instance, TimeProvider.System);
    }
}
