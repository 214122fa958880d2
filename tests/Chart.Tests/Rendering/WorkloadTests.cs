using System.Text.Json.Nodes;
using Chart.Tests.Helm;

namespace Chart.Tests.Rendering;

public sealed class WorkloadTests
{
    public static TheoryData<string, string> Pods => new()
    {
        { "tenant-operator-controller", "default-values.yaml" },
        { "tenant-operator-webhooks", "default-values.yaml" },
        { "tenant-operator-controller", "platform-values.yaml" },
        { "tenant-operator-webhooks", "platform-values.yaml" },
    };

    [Theory, MemberData(nameof(Pods))]
    public async Task A_pod_keeps_to_the_Restricted_standard(string deployment, string values)
    {
        var pod = await PodAsync(deployment, values);
        var container = Assert.Single(pod["containers"]!.AsArray())!;

        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
        Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.True(container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal("ALL", Assert.Single(container["securityContext"]!["capabilities"]!["drop"]!.AsArray())!.GetValue<string>());
        Assert.All(pod["volumes"]!.AsArray(), v => Assert.True(v!.AsObject().ContainsKey("configMap")));
    }

    [Theory, MemberData(nameof(Pods))]
    public async Task A_pod_has_a_memory_limit_and_probes(string deployment, string values)
    {
        var container = (await PodAsync(deployment, values))["containers"]![0]!;

        Assert.NotNull(container["resources"]!["limits"]!["memory"]);
        Assert.Equal("/livez", container["livenessProbe"]!["httpGet"]!["path"]!.GetValue<string>());
        Assert.Equal("/readyz", container["readinessProbe"]!["httpGet"]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Each_role_runs_under_an_account_of_its_own()
    {
        string[] accounts = [await AccountAsync("tenant-operator-controller"), await AccountAsync("tenant-operator-webhooks")];

        Assert.Equal(["tenant-operator-controller", "tenant-operator-webhooks"], accounts);
    }

    [Fact]
    public async Task A_changed_configuration_starts_new_pods()
    {
        string before = await ChecksumAsync();

        string after = await ChecksumAsync("--set", "platform.admins.groups={platform-team}");

        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Nothing_of_the_release_lies_outside_of_its_namespace()
    {
        var namespaces = (await HelmRunner.ObjectsAsync()).Select(o => o["metadata"]!["namespace"]?.GetValue<string>()).OfType<string>();

        Assert.Equal([HelmRunner.Namespace], namespaces.Distinct());
    }

    [Fact]
    public async Task Without_replicas_and_with_a_url_nothing_runs_in_the_cluster()
    {
        var kinds = (await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet("outside-values.yaml"))).Select(o => o["kind"]!.GetValue<string>()).ToList();

        Assert.DoesNotContain("Service", kinds);
        Assert.DoesNotContain("PodDisruptionBudget", kinds);
    }

    [Theory]
    [InlineData("1.20.0", "policy/v1beta1", false)]
    [InlineData("1.21.0", "policy/v1", false)]
    [InlineData("1.27.3-gke.100", "policy/v1", true)]
    public async Task A_disruption_budget_is_written_for_the_servers_version(string server, string apiVersion, bool evictsUnhealthy)
    {
        var budget = await HelmRunner.ObjectAsync("PodDisruptionBudget", "tenant-operator-webhooks", "--kube-version", server);

        Assert.Equal(apiVersion, budget["apiVersion"]!.GetValue<string>());
        Assert.Equal(evictsUnhealthy, budget["spec"]!.AsObject().ContainsKey("unhealthyPodEvictionPolicy"));
    }

    [Theory]
    [InlineData("image.tag=1.2.3", "tenant-operator:1.2.3")]
    [InlineData("image.repository=registry.example.com:5000/tenant-operator", "registry.example.com:5000/tenant-operator:0.1.0")]
    [InlineData("image.digest=sha256:0000000000000000000000000000000000000000000000000000000000000000", "tenant-operator@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task The_image_is_named_by_tag_or_digest(string set, string image)
    {
        var deployment = await HelmRunner.ObjectAsync("Deployment", "tenant-operator-webhooks", "--set", set);

        Assert.Equal(image, Pod(deployment)["containers"]![0]!["image"]!.GetValue<string>());
    }

    private static async Task<JsonNode> PodAsync(string deployment, string values) =>
        Pod(await HelmRunner.ObjectAsync("Deployment", deployment, "--values", ChartFolder.ValueSet(values)));

    private static async Task<string> AccountAsync(string deployment) =>
        Pod(await HelmRunner.ObjectAsync("Deployment", deployment))["serviceAccountName"]!.GetValue<string>();

    private static async Task<string> ChecksumAsync(params string[] arguments) =>
        (await HelmRunner.ObjectAsync("Deployment", "tenant-operator-controller", arguments))["spec"]!["template"]!["metadata"]!["annotations"]!["checksum/config"]!.GetValue<string>();

    private static JsonNode Pod(JsonObject deployment) => deployment["spec"]!["template"]!["spec"]!;
}
