using Chart.Tests.Helm;

namespace Chart.Tests.Rendering;

public sealed class FlowSchemaTests
{
    [Fact]
    public async Task By_default_there_is_none() => Assert.DoesNotContain(await HelmRunner.ObjectsAsync(), o => o["kind"]!.GetValue<string>() == "FlowSchema");

    // Each beta was served for some releases beside its successor; the newest that a server has is what it will have longest.
    [Theory]
    [InlineData("1.20.2", "v1beta1")]
    [InlineData("1.22.17", "v1beta1")]
    [InlineData("1.23.0", "v1beta2")]
    [InlineData("1.25.16-gke.100", "v1beta2")]
    [InlineData("1.26.0", "v1beta3")]
    [InlineData("1.28.9", "v1beta3")]
    [InlineData("1.29.0-eks-1", "v1")]
    [InlineData("1.35.0", "v1")]
    public async Task It_is_written_in_the_version_that_the_server_has(string server, string version)
    {
        var schema = await HelmRunner.ObjectAsync("FlowSchema", "tenant-operator", "--set", "flowSchema.enabled=true", "--kube-version", server);

        Assert.Equal($"flowcontrol.apiserver.k8s.io/{version}", schema["apiVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_is_about_both_accounts_and_takes_them_before_all_other_service_accounts()
    {
        var spec = (await HelmRunner.ObjectAsync("FlowSchema", "tenant-operator", "--set", "flowSchema.enabled=true"))["spec"]!;
        var accounts = spec["rules"]!.AsArray().SelectMany(r => r!["subjects"]!.AsArray()).Select(s => $"{s!["kind"]} {s["serviceAccount"]!["namespace"]}/{s["serviceAccount"]!["name"]}");

        Assert.Equal([$"ServiceAccount {HelmRunner.Namespace}/tenant-operator-controller", $"ServiceAccount {HelmRunner.Namespace}/tenant-operator-webhooks"], accounts);
        // Kubernetes' own: kube-system's accounts at 900, all accounts at 9000.
        Assert.InRange(spec["matchingPrecedence"]!.GetValue<long>(), 901, 8999);
        Assert.Equal("workload-high", spec["priorityLevelConfiguration"]!["name"]!.GetValue<string>());
    }
}
