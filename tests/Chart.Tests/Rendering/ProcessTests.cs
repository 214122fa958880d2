using System.Text;
using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using TenantOperator.Commands;
using TenantOperator.Configuration;
using Webhooks.Denials;

namespace Chart.Tests.Rendering;

/// <summary>The program reads what the chart writes: its own code parses the rendered configuration and arguments.</summary>
public sealed class ProcessTests
{
    public static TheoryData<string> ValueSets => [.. ChartFolder.ValueSets];

    [Theory, MemberData(nameof(ValueSets))]
    public async Task The_program_takes_the_rendered_configuration(string values)
    {
        var settings = await SettingsAsync("--values", ChartFolder.ValueSet(values));

        Assert.Empty(SettingsCheck.Errors(settings));
    }

    [Fact]
    public async Task The_charts_defaults_are_the_programs_own()
    {
        var chart = await SettingsAsync();

        Assert.Equal(new CertificateSettings() with { DnsNames = [], IpAddresses = [] }, chart.Certificates with { DnsNames = [], IpAddresses = [] });
        Assert.Equal(new LeaderElectionSettings(), chart.LeaderElection);
        Assert.Equal(new DenialEventSettings(), chart.DenialEvents);
        Assert.Equal(new TracingSettings(), chart.Tracing);
    }

    [Fact]
    public async Task What_is_set_of_events_and_traces_reaches_the_program()
    {
        var settings = await SettingsAsync(
            "--set", "denialEvents.enabled=false", "--set", "denialEvents.perNamespacePerMinute=30", "--set", "tracing.endpoint=http://otel:4318", "--set", "tracing.samplingRatio=1");

        Assert.Equal(new DenialEventSettings { Enabled = false, PerNamespacePerMinute = 30 }, settings.DenialEvents);
        Assert.Equal(new TracingSettings { Endpoint = "http://otel:4318", SamplingRatio = 1 }, settings.Tracing);
    }

    [Fact]
    public async Task The_policy_of_the_standard_class_is_the_values_own_but_for_what_is_set()
    {
        var usual = (await SettingsAsync()).StandardClass;
        Assert.True(usual.Enabled);
        Assert.Equal(["limitRanges", "pods", "quotas"], Sections(usual));
        Assert.Equal("8", usual.Policy!.Value.GetProperty("quotas")[0].GetProperty("hard").GetProperty("requests.cpu").ToString());

        // Sections are put together by helm, one by one.
        var set = await SettingsAsync("--set", "standardClass.policy.limitRanges=null", "--set", "standardClass.policy.namespaces.limit=3");
        Assert.Equal(["namespaces", "pods", "quotas"], Sections(set.StandardClass));
        Assert.Empty(SettingsCheck.Errors(set));

        Assert.False((await SettingsAsync("--set", "standardClass.enabled=false")).StandardClass.Enabled);

        static IEnumerable<string> Sections(Tenancy.Classes.StandardClass standard) => standard.Policy!.Value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void The_schema_knows_every_section_of_a_class() => Assert.Equal(
        Tenancy.Classes.EffectiveTenant.Sections,
        JsonNode.Parse(File.ReadAllText(ChartFolder.PathOf("values.schema.json")))!["definitions"]!["classPolicy"]!["properties"]!.AsObject().Select(p => p.Key));

    [Fact]
    public async Task What_is_wrong_in_the_standard_class_is_told_with_its_path() => Assert.Equal(
        ["standardClass.policy.pods.registries[0]: Invalid value: \"regex:(\": "],
        SettingsCheck.Errors(await SettingsAsync("--set", "standardClass.policy.pods.registries={regex:(}")).Select(e => e[..Math.Min(e.Length, 67)]));

    // The schema takes more than there are addresses: the program looks again when it starts, and "helm --wait" fails.
    [Theory]
    [InlineData("platform.dns.cidrs={1.2.3.4/99}", "platform.dns.cidrs: \"1.2.3.4/99\" is no address range")]
    [InlineData("platform.clusterRanges={1.2.3.4/99}", "platform.clusterRanges: \"1.2.3.4/99\" is no address range")]
    [InlineData("webhooks.clientCertificates.names={kube-apiserver}", "clientCertificates: names are compared only where authority says who signs")]
    [InlineData("webhooks.clientCertificates.authority=-----BEGIN CERTIFICATE-----none-----END CERTIFICATE-----", "clientCertificates: authority is not PEM")]
    public async Task What_the_schema_cannot_tell_is_told_when_the_program_starts(string set, string error) =>
        Assert.StartsWith(error, Assert.Single(SettingsCheck.Errors(await SettingsAsync("--set", set))), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_set_of_the_platform_reaches_the_program()
    {
        var platform = (await SettingsAsync("--values", ChartFolder.ValueSet("platform-values.yaml"))).Platform;

        Assert.Equal(HelmRunner.Namespace, platform.OperatorNamespace);
        Assert.Equal([$"system:serviceaccount:{HelmRunner.Namespace}:tenant-operator-controller"], platform.OperatorUsers);
        Assert.Equal(["root@example.com", "system:serviceaccount:argocd:argocd-application-controller"], platform.AdminUsers);
        Assert.Equal(["platform-team"], platform.AdminGroups);
        Assert.Equal(["default", "monitoring"], platform.ProtectedNamespaces);
        Assert.Equal(["log-reader"], platform.MemberClusterRoles);
        Assert.Equal("dns", platform.Dns.NamespaceSelector.MatchLabels!["name"]);
        Assert.Equal(["169.254.20.10/32"], platform.Dns.Cidrs);
        Assert.Contains("system:serviceaccount:kube-system:cloud-controller-manager", platform.SystemUsers);
        Assert.Contains("system:serviceaccount:kube-system:namespace-controller", platform.SystemUsers);
    }

    [Fact]
    public async Task A_DNS_selector_that_is_not_set_is_the_programs_own_and_not_every_pod() =>
        Assert.Equal("kube-dns", (await SettingsAsync()).Platform.Dns.PodSelector.MatchLabels!["k8s-app"]);

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task The_program_takes_the_rendered_arguments(string role)
    {
        var container = (await HelmRunner.ObjectAsync("Deployment", $"tenant-operator-{role}"))["spec"]!["template"]!["spec"]!["containers"]![0]!;
        string[] arguments = [.. container["args"]!.AsArray().Select(a => a!.GetValue<string>())];

        var parsed = CommandLine.Build((_, _) => Task.FromResult(0), (_, _) => Task.FromResult(0)).Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal(role, parsed.CommandResult.Command.Name);
        Assert.All(container["ports"]!.AsArray(), port => Assert.Contains(arguments, a => a.EndsWith($"port={port!["containerPort"]}", StringComparison.Ordinal)));
        Assert.Contains($"--config={container["volumeMounts"]![0]!["mountPath"]}/config.json", arguments);
    }

    private static async Task<OperatorSettings> SettingsAsync(params string[] arguments)
    {
        JsonObject map = await HelmRunner.ObjectAsync("ConfigMap", "tenant-operator", arguments);
        return SettingsFile.Parse(Encoding.UTF8.GetBytes(map["data"]!["config.json"]!.GetValue<string>()));
    }
}
