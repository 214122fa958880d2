using Tenancy.Isolation;

namespace Tenancy.Tests.Isolation;

public sealed class AllocationTests
{
    private const string Pod = """
        {"metadata": {"name": "web", "annotations": {"example.com/a": "1", "example.com/b": "2"}},
         "spec": {
           "containers": [{"name": "web", "image": "registry.example.com/acme/web:1.0", "imagePullPolicy": "Always",
                           "ports": [{"containerPort": 8080}], "livenessProbe": {"httpGet": {"port": 8080}},
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}}],
           "volumes": [{"name": "a", "emptyDir": {}}],
           "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}],
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}, "sysctls": [{"name": "net.ipv4.tcp_syncookies"}]}}}
        """;

    private const string Lenient = """{"enforcement": {"mode": "Warn", "rules": [{"id": "pods/host-ports", "mode": "Audit"}]}}""";

    /// <summary>The rules see every pod of every tenant: a good one costs its verdict, no more.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData(Lenient)]
    public void A_pod_that_breaks_nothing_costs_next_to_no_memory(string spec)
    {
        var input = Ask.Input(spec, "pods", Operations.Create, Pod, null);
        for (var i = 0; i < 100; i++)
            Assert.True(RuleEngine.Decide(input).Allowed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RuleEngine.Decide(input);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256);
    }
}
