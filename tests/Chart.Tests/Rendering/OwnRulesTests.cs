using System.Text.Json;
using Chart.Tests.Helm;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Chart.Tests.Rendering;

/// <summary>The operator's own pods keep the rules that it holds tenants to.</summary>
public sealed class OwnRulesTests : IClusterFacts
{
    public string? DefaultIngressClass => null;

    public string? DefaultPriorityClass => null;

    public bool IsPlatformPod(string namespaceName, string podName) => false;

    public bool HasPlatformPods(string namespaceName) => false;

    [Theory]
    [InlineData("tenant-operator-controller")]
    [InlineData("tenant-operator-webhooks")]
    public async Task The_rules_find_nothing_in_the_operators_own_workloads(string name)
    {
        var deployment = await HelmRunner.ObjectAsync("Deployment", name);
        using var document = JsonDocument.Parse(deployment.ToJsonString());
        var request = new AdmissionRequest
        {
            Uid = "705ab4f5-6393-11e8-b7cc-42010a800002",
            Group = "apps",
            Version = "v1",
            Resource = "deployments",
            Operation = Operations.Create,
            Namespace = HelmRunner.Namespace,
            Name = name,
            Requester = new("alice", []),
            Object = document.RootElement,
        };

        var verdict = RuleEngine.Decide(new() { Request = request, Policy = TenantPolicy.Compile(new Tenant()), Platform = new(), Cluster = this });

        Assert.Empty(verdict.Denials);
        Assert.Empty(verdict.Warnings);
    }

    public TenantPolicy? Tenant(string name) => null;

    public TenantPolicy? TenantByPrefix(string namespaceName) => null;

    public string? TenantOf(string namespaceName) => null;

    public string? OwnerOfHost(string host) => null;
}
