using System.Text;
using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using TenantOperator.Configuration;

namespace Chart.Tests.Rendering;

/// <summary>Who makes the webhooks' certificates, and what the processes are told and allowed for it.</summary>
public sealed class CertificateTests
{
    private const string Service = $"tenant-operator-webhooks.{HelmRunner.Namespace}.svc";

    [Fact]
    public async Task The_operator_makes_its_own_unless_it_is_told_otherwise()
    {
        var objects = await HelmRunner.ObjectsAsync();

        Assert.DoesNotContain(objects, o => o["apiVersion"]!.ToString().StartsWith("cert-manager.io", StringComparison.Ordinal));
        Assert.Equal(CertificateSource.SelfManaged, (await SettingsAsync()).Source);
        Assert.Equal(["create", "list watch patch"], await SecretVerbsAsync("controller"));
        Assert.Equal(["list watch"], await SecretVerbsAsync("webhooks"));
    }

    [Theory]
    [InlineData("secret-values.yaml", "webhook-certificate")]
    [InlineData("certmanager-values.yaml", "tenant-operator-webhook-tls")]
    [InlineData("certmanager-issuer-values.yaml", "tenant-operator-webhook-tls")]
    public async Task A_Secret_that_somebody_else_keeps_is_watched_by_its_name_and_never_written(string values, string secret)
    {
        string[] arguments = ["--values", ChartFolder.ValueSet(values)];

        var settings = await SettingsAsync(arguments);

        Assert.Equal((CertificateSource.Secret, secret), (settings.Source, settings.SecretName));
        foreach (var role in (string[])["controller", "webhooks"])
        {
            Assert.Equal(["list watch"], await SecretVerbsAsync(role, arguments));
            Assert.Equal([secret], (await SecretRulesAsync(role, arguments)).SelectMany(r => r["resourceNames"]!.AsArray()).Select(n => n!.ToString()));
        }
    }

    [Theory]
    [InlineData("", Service)]
    [InlineData("https://webhooks.example.com:9443", "webhooks.example.com")]
    [InlineData("https://127.0.0.1:9443", "127.0.0.1")]
    [InlineData("https://[::1]:9443", "::1")]
    public async Task A_certificate_of_somebody_else_need_only_have_the_name_by_which_the_API_server_calls(string url, string name)
    {
        var settings = await SettingsAsync("--values", ChartFolder.ValueSet("secret-values.yaml"), "--set", $"webhooks.url={url}");

        Assert.Equal([name], settings.DnsNames.Concat(settings.IpAddresses));
    }

    [Fact]
    public async Task Cert_manager_is_asked_for_an_authority_and_for_a_certificate_of_it()
    {
        var objects = await CertManagerAsync("--values", ChartFolder.ValueSet("certmanager-values.yaml"));

        Assert.Equal(
            ["Certificate tenant-operator-webhook-authority", "Certificate tenant-operator-webhooks", "Issuer tenant-operator-self-signed", "Issuer tenant-operator-webhooks"],
            objects.Keys.Order(StringComparer.Ordinal));
        var authority = objects["Certificate tenant-operator-webhook-authority"];
        Assert.Equal("tenant-operator-self-signed", authority["issuerRef"]!["name"]!.ToString());
        Assert.Equal(("true", "4380h"), (authority["isCA"]!.ToString(), authority["duration"]!.ToString()));
        Assert.Equal(authority["secretName"]!.ToString(), objects["Issuer tenant-operator-webhooks"]["ca"]!["secretName"]!.ToString());
        var serving = objects["Certificate tenant-operator-webhooks"];
        Assert.Equal("tenant-operator-webhooks", serving["issuerRef"]!["name"]!.ToString());
        Assert.Equal("720h", serving["duration"]!.ToString());
        Assert.Equal([Service, $"{Service}.cluster.local"], serving["dnsNames"]!.AsArray().Select(n => n!.ToString()));
    }

    [Fact]
    public async Task An_issuer_of_the_platform_is_asked_for_the_certificate_alone()
    {
        var serving = Assert.Single(await CertManagerAsync("--values", ChartFolder.ValueSet("certmanager-issuer-values.yaml"))).Value;

        Assert.Equal("""{"group":"cert-manager.io","kind":"ClusterIssuer","name":"platform-ca"}""", serving["issuerRef"]!.ToJsonString());
    }

    [Fact]
    public async Task The_certificate_is_made_out_to_the_address_of_a_url()
    {
        var serving = (await CertManagerAsync("--set", "certificates.source=CertManager", "--set", "webhooks.url=https://127.0.0.1:9443"))["Certificate tenant-operator-webhooks"];

        Assert.Equal("""["127.0.0.1"]""", serving["ipAddresses"]!.ToJsonString());
    }

    [Fact]
    public async Task A_certificate_lies_where_the_processes_look_for_it_and_has_the_names_they_want()
    {
        string[] arguments = ["--values", ChartFolder.ValueSet("certmanager-values.yaml")];
        var (settings, serving) = (await SettingsAsync(arguments), (await CertManagerAsync(arguments))["Certificate tenant-operator-webhooks"]);

        Assert.Equal(settings.SecretName, serving["secretName"]!.ToString());
        Assert.NotEmpty(settings.DnsNames);
        Assert.All(settings.DnsNames, name => Assert.Contains(name, serving["dnsNames"]!.AsArray().Select(n => n!.ToString())));
    }

    private static async Task<CertificateSettings> SettingsAsync(params string[] arguments)
    {
        var map = await HelmRunner.ObjectAsync("ConfigMap", "tenant-operator", arguments);
        var settings = SettingsFile.Parse(Encoding.UTF8.GetBytes(map["data"]!["config.json"]!.GetValue<string>()));
        Assert.Empty(SettingsCheck.Errors(settings));
        return settings.Certificates;
    }

    private static async Task<IReadOnlyDictionary<string, JsonNode>> CertManagerAsync(params string[] arguments) =>
        (await HelmRunner.ObjectsAsync(arguments)).Where(o => o["apiVersion"]!.ToString() == "cert-manager.io/v1")
            .ToDictionary(o => $"{o["kind"]} {o["metadata"]!["name"]}", o => o["spec"]!, StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> SecretVerbsAsync(string role, params string[] arguments) =>
        (await SecretRulesAsync(role, arguments)).Select(r => string.Join(' ', r["verbs"]!.AsArray().Select(v => v!.ToString())));

    private static async Task<JsonNode[]> SecretRulesAsync(string role, params string[] arguments) =>
        [.. (await HelmRunner.ObjectAsync("Role", $"tenant-operator-{role}", arguments))["rules"]!.AsArray()
            .Where(r => r!["resources"]!.AsArray().Any(x => x!.ToString() == "secrets")).Select(r => r!)];
}
