using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Telemetry;

/// <summary>What the log tells, and what it never does.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private const string Marker = "c2VjcmV0LW1hcmtlcg";

    private readonly LogLines log = new();
    private WebhookProcess process = null!;

    public async ValueTask InitializeAsync() => process = await WebhookProcess.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log));

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task A_denial_has_uid_tenant_and_rules_as_fields()
    {
        await DeniedAsync(Review.Create(Pods.OnHostNetwork()));

        var fields = log.FieldsOf(1);
        Assert.Equal(
            (Review.Uid, "acme", "pods/host-namespaces", "acme-dev", "web", "alice", "Create", "pods"),
            (Field("Uid"), Field("Tenant"), Field("Rules"), Field("Namespace"), Field("Name"), Field("User"), Field("Operation"), Field("Resource")));

        string Field(string name) => fields[name]!.ToString();
    }

    // With what is wrong in as many places as there are: the caller is told of values, the log is not.
    [Fact]
    public async Task Nothing_that_a_pod_holds_is_logged()
    {
        var pod = Pods.OnHostNetwork();
        pod["metadata"]!["labels"] = new JsonObject { [Marker] = Marker };
        pod["metadata"]!["annotations"] = new JsonObject { [$"container.apparmor.security.beta.kubernetes.io/{Marker}"] = Marker };
        pod["spec"]!["nodeName"] = Marker;
        pod["spec"]!["containers"]![0]!["image"] = $"evil.io/{Marker}:1";
        pod["spec"]!["containers"]![0]!["command"] = new JsonArray(Marker);
        pod["spec"]!["containers"]![0]!["env"] = new JsonArray(new JsonObject { ["name"] = Marker, ["value"] = Marker });
        pod["spec"]!["volumes"] = new JsonArray(new JsonObject { ["name"] = Marker, ["hostPath"] = new JsonObject { ["path"] = $"/{Marker}" } });

        var message = await DeniedAsync(Review.Create(pod));

        Assert.Contains(Marker, message);
        NothingLogged();
    }

    [Theory]
    [InlineData("/validate")]
    [InlineData("/mutate")]
    public async Task Nothing_that_a_Secret_holds_is_logged(string path)
    {
        var secret = Pods.Json($$$"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"token","annotations":{"kubernetes.io/service-account.name":"{{{Marker}}}"}},
             "type":"kubernetes.io/service-account-token","data":{"{{{Marker}}}":"{{{Marker}}}"},"stringData":{"a":"{{{Marker}}}"}}
            """);
        using var client = process.Client();
        await process.ReviewAsync(Review.Create(secret, "secrets"), path, client);

        NothingLogged(isQuiet: path == "/mutate");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"a\":1,\"a\":2,")]
    [InlineData("}")]
    [InlineData("nonsense ")]
    public async Task Nothing_of_a_broken_body_is_logged_or_sent_back(string fault)
    {
        var whole = Review.Create(Pods.Json($$$"""{"kind":"Secret","metadata":{"name":"x"},"data":{"{{{Marker}}}":"{{{Marker}}}"}}"""), "secrets").ToJsonString();
        var at = whole.IndexOf(Marker, StringComparison.Ordinal) - 1;
        var broken = fault.Length == 0 ? whole[..(at + 20)] : whole.Insert(at, fault.Replace("\"a\"", $"\"{Marker}\"", StringComparison.Ordinal));
        using var client = process.Client();
        using var response = await client.PostAsync("/validate", WebhookProcess.Body(Encoding.UTF8.GetBytes(broken)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(Marker, await response.Content.ReadAsStringAsync());
        NothingLogged();
    }

    [Fact]
    public async Task Bad_bodies_that_follow_one_another_are_one_line_and_counted_each()
    {
        await using var still = await WebhookProcess.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log).AddSingleton<TimeProvider>(new FakeTimeProvider()));
        using var metrics = still.Metrics();
        using var client = still.Client();
        for (var i = 0; i < 20; i++)
        {
            using var response = await client.PostAsync("/validate", WebhookProcess.Body("hello"));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Equal(20, await metrics.SumAsync(20, "controller_runtime_webhook_requests_total", ("webhook", "/validate"), ("code", "400")));
        var fields = log.FieldsOf(3);
        Assert.Equal(("400", "0"), (fields["Code"]!.ToString(), fields["LeftOut"]!.ToString()));
    }

    [Fact]
    public async Task What_was_thrown_is_logged_by_its_type_and_place_without_its_words()
    {
        process.Source.Gate = Task.FromException(new InvalidCastException($"cannot cast {Marker}", new KeyNotFoundException($"no {Marker}")));
        await DeniedAsync(Review.Create(Pods.Compliant(), ns: "acme-new"));

        var fault = log.FieldsOf(2)["Fault"]!.ToString();
        Assert.Contains("System.InvalidCastException", fault);
        Assert.Contains("caused by System.Collections.Generic.KeyNotFoundException", fault);
        Assert.Contains("   at ", fault);
        NothingLogged();
    }

    [Fact]
    public async Task A_name_of_any_length_and_kind_makes_one_short_line()
    {
        var pod = Pods.OnHostNetwork();
        pod["metadata"]!["name"] = "a\n\u001b[2J" + new string('x', 1_000_000);
        await DeniedAsync(Review.Create(pod));

        Assert.StartsWith("a???2Jxxx", log.FieldsOf(1)["Name"]!.ToString());
        Assert.All(log.All, line => Assert.InRange(line.Length, 1, 4096));
    }

    private async Task<string> DeniedAsync(JsonObject review)
    {
        using var client = process.Client();
        var response = await process.ReviewAsync(review, client: client);
        Assert.False((bool)response["allowed"]!);
        return response["status"]!["message"]!.ToString();
    }

    private void NothingLogged(bool isQuiet = false)
    {
        Assert.Equal(isQuiet, log.All.Count == 0);
        Assert.All(log.All, line => Assert.DoesNotContain(Marker, line));
    }
}
