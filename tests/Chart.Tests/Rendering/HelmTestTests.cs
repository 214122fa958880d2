using System.Text.Json.Nodes;
using Chart.Tests.Helm;
using TenantOperator.Commands;

namespace Chart.Tests.Rendering;

/// <summary>What <c>helm test</c> is given to run; that it finds out what it should is tested on an installation.</summary>
public sealed class HelmTestTests
{
    [Fact]
    public async Task The_program_takes_the_arguments_of_its_pod()
    {
        var container = (await PodAsync())["containers"]![0]!;
        string[] arguments = [.. container["args"]!.AsArray().Select(a => a!.GetValue<string>())];

        var parsed = CommandLine.Build((_, _) => Task.FromResult(0), (_, _) => Task.FromResult(0), Errands.Check, Errands.RemoveRegistrations).Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal("check", parsed.CommandResult.Command.Name);
    }

    [Fact]
    public async Task Its_pod_keeps_to_the_Restricted_standard_and_runs_the_operators_image()
    {
        var pod = await PodAsync("--values", ChartFolder.ValueSet("platform-values.yaml"));
        var container = Assert.Single(pod["containers"]!.AsArray())!;
        var webhooks = (await HelmRunner.ObjectAsync("Deployment", "tenant-operator-webhooks", "--values", ChartFolder.ValueSet("platform-values.yaml")))["spec"]!["template"]!["spec"]!;

        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
        Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.True(container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal("ALL", Assert.Single(container["securityContext"]!["capabilities"]!["drop"]!.AsArray())!.GetValue<string>());
        Assert.Equal(webhooks["containers"]![0]!["image"]!.GetValue<string>(), container["image"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(webhooks["imagePullSecrets"], pod["imagePullSecrets"]));
    }

    [Fact]
    public async Task Its_rights_are_there_for_the_test_alone_and_are_what_it_asks_for()
    {
        var objects = (await HelmRunner.ObjectsAsync()).Where(o => o["metadata"]!["labels"]?["app.kubernetes.io/component"]?.GetValue<string>() == "check").ToArray();
        var role = Assert.Single(objects, o => o["kind"]!.GetValue<string>() == "ClusterRole");

        Assert.All(objects, o => Assert.Equal("test", o["metadata"]!["annotations"]!["helm.sh/hook"]!.GetValue<string>()));
        Assert.All(
            objects.Where(o => o["kind"]!.GetValue<string>() != "Pod"),
            o => Assert.Contains("hook-succeeded", o["metadata"]!["annotations"]!["helm.sh/hook-delete-policy"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(
            ["tenants create", $"tenants patch {AdmissionCheck.Name}", "namespaces create"],
            role["rules"]!.AsArray().Select(r => string.Join(' ', ((string[])["resources", "verbs", "resourceNames"]).SelectMany(k => r![k]?.AsArray() ?? []).Select(v => v!.GetValue<string>()))));
    }

    [Fact]
    public async Task Where_no_webhook_runs_there_is_no_pod_to_run_it() =>
        Assert.DoesNotContain(await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet("outside-values.yaml")), o => o["kind"]!.GetValue<string>() == "Pod");

    // Who applies what "helm template" prints would run the hook with every apply.
    [Fact]
    public async Task What_helm_prints_without_a_cluster_holds_nothing_that_removes_the_registrations() =>
        Assert.DoesNotContain(await HelmRunner.ObjectsAsync(), o => o["metadata"]!["annotations"]?["helm.sh/hook"]?.GetValue<string>() == "pre-delete");

    private static async Task<JsonNode> PodAsync(params string[] arguments) => (await HelmRunner.ObjectAsync("Pod", "tenant-operator-check", arguments))["spec"]!;
}
