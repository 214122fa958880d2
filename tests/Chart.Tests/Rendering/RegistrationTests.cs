using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using Webhooks.Registrations;

namespace Chart.Tests.Rendering;

/// <summary>Where the API server is told to call; what for follows from the rules and is tested beside them.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData("ValidatingWebhookConfiguration", "/validate")]
    [InlineData("MutatingWebhookConfiguration", "/mutate")]
    public async Task By_default_the_API_server_calls_the_charts_own_Service(string kind, string path)
    {
        var service = await HelmRunner.ObjectAsync("Service", "tenant-operator-webhooks");

        var clients = await ClientsAsync(kind);

        Assert.All(clients, client => Assert.Equal(
            $$$"""{"service":{"name":"tenant-operator-webhooks","namespace":"{{{HelmRunner.Namespace}}}","path":"{{{path}}}","port":443}}""", WithoutWhatever(client)));
        Assert.Equal(443, service["spec"]!["ports"]![0]!["port"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("ValidatingWebhookConfiguration", "https://127.0.0.1:9443/validate")]
    [InlineData("MutatingWebhookConfiguration", "https://127.0.0.1:9443/mutate")]
    public async Task With_a_url_the_API_server_calls_that(string kind, string url)
    {
        var clients = await ClientsAsync(kind, "--values", ChartFolder.ValueSet("outside-values.yaml"));

        Assert.All(clients, client => Assert.Equal($$"""{"url":"{{url}}"}""", WithoutWhatever(client)));
    }

    // The controller writes them in once the webhooks answer; an entry without rules is asked for nothing.
    [Theory]
    [InlineData("ValidatingWebhookConfiguration")]
    [InlineData("MutatingWebhookConfiguration")]
    public async Task No_entry_asks_for_anything_before_the_webhooks_answer(string kind) =>
        Assert.All((await HelmRunner.ObjectAsync(kind, "tenant-operator"))["webhooks"]!.AsArray(), w => Assert.False(w!.AsObject().ContainsKey("rules")));

    // What the controller puts right is what the chart wrote, and by the mark it knows it; what a server does not know is in neither.
    [Theory]
    [InlineData("ValidatingWebhookConfiguration", "1.20.0", false)]
    [InlineData("ValidatingWebhookConfiguration", "1.28.0", true)]
    [InlineData("MutatingWebhookConfiguration", "1.20.0", false)]
    [InlineData("MutatingWebhookConfiguration", "1.28.0", true)]
    public async Task Each_entry_is_as_the_program_knows_it_and_the_mark_says_so(string kind, string server, bool withConditions)
    {
        var known = kind.StartsWith("Validating", StringComparison.Ordinal) ? WebhookRegistrations.Validating : WebhookRegistrations.Mutating;

        var rendered = await HelmRunner.ObjectAsync(kind, "tenant-operator", "--kube-version", server);

        Assert.Equal(RegistrationMark.Of(known, withConditions), rendered["metadata"]!["annotations"]![RegistrationMark.Annotation]!.GetValue<string>());
        Assert.Equal(known.Select(e => Text(EntryForm.Of(e, withConditions), e.Name)), rendered["webhooks"]!.AsArray().Select(w => Text(w!.AsObject(), w["name"]!.GetValue<string>())));
        Assert.NotEqual(RegistrationMark.Of(known, withConditions: true), RegistrationMark.Of(known, withConditions: false));
    }

    // Without its address, with members in one order.
    private static string Text(JsonObject entry, string name) =>
        $"{name} {string.Join(' ', entry.Where(m => m.Key is not ("name" or "clientConfig")).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value!.ToJsonString()}"))}";

    // The entry for whatever there is in suspended namespaces is answered below the path of the others.
    private static string WithoutWhatever(JsonNode client) => client.ToJsonString().Replace("/validate/whatever", "/validate", StringComparison.Ordinal);

    [Theory]
    [InlineData("https://127.0.0.1:9443", "ipAddresses", "127.0.0.1")]
    [InlineData("https://[::1]:9443", "ipAddresses", "::1")]
    [InlineData("https://webhooks.example.com", "dnsNames", "webhooks.example.com")]
    public async Task The_certificate_is_made_out_to_the_host_of_the_url(string url, string list, string host)
    {
        var certificates = (await ConfigurationAsync("--set", $"webhooks.url={url}"))["certificates"]!;

        Assert.Contains(host, certificates[list]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task The_certificate_is_made_out_to_the_Service_in_the_releases_namespace()
    {
        var certificates = (await ConfigurationAsync())["certificates"]!;

        Assert.Contains($"tenant-operator-webhooks.{HelmRunner.Namespace}.svc", certificates["dnsNames"]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    private static async Task<IReadOnlyList<JsonNode>> ClientsAsync(string kind, params string[] arguments)
    {
        var webhooks = (await HelmRunner.ObjectAsync(kind, "tenant-operator", arguments))["webhooks"]!.AsArray();
        Assert.NotEmpty(webhooks);
        return [.. webhooks.Select(w => w!["clientConfig"]!)];
    }

    private static async Task<JsonNode> ConfigurationAsync(params string[] arguments) =>
        JsonNode.Parse((await HelmRunner.ObjectAsync("ConfigMap", "tenant-operator", arguments))["data"]!["config.json"]!.GetValue<string>())!;
}
