using Tenancy.Isolation;

namespace Tenancy.Tests.Isolation;

/// <summary>The rules see every pod of every tenant: a good one costs its verdict, no more.</summary>
public sealed class AllocationTests
{
    private const string Pod = """
        {"metadata": {"name": "web", "annotations": {"example.com/a": "1", "example.com/b": "2"}},
         "spec": {
           "containers": [{"name": "web", "image": "registry.example.com/acme/web:1.0", "imagePullPolicy": "Always",
                           "ports": [{"containerPort": 8080}], "livenessProbe": {"httpGet": {"port": 8080}},
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}}],
           "volumes": [{"name": "a", "emptyDir": {"sizeLimit": "1Gi"}}],
           "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}],
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}, "sysctls": [{"name": "net.ipv4.tcp_syncookies"}]}}}
        """;

    // Every list is set, and every list is looked into.
    private const string AllLists = """
        {"pods": {"allowedCapabilities": ["NET_BIND_SERVICE"],
                  "registries": ["registry.example.com/acme/*", "docker.io/library/*", "regex:mirror[.]example[.]com/.+"],
                  "imagePullPolicies": ["Always"], "imageReferences": "Tag",
                  "tolerations": [{"key": "pool", "operator": "Equal", "value": "acme", "effect": "NoSchedule"}],
                  "priorityClasses": {"allowed": ["tenant-normal"]}, "runtimeClasses": {"allowed": ["gvisor"]}, "nodeSelector": {"pool": "acme"},
                  "schedulers": ["default-scheduler"], "csiDrivers": ["secrets-store.csi.k8s.io"], "deniedServiceAccounts": ["default"],
                  "serviceAccountTokens": {"audiences": ["vault.example.com"], "maxExpirationSeconds": 7200},
                  "annotations": ["k8s.v1.cni.cncf.io/networks"], "requiredResources": {"requests": ["cpu", "memory"], "limits": ["memory"]},
                  "emptyDir": {"memory": true}, "disruption": {"maxTerminationGracePeriodSeconds": 300}}}
        """;

    private const string LargePod = """
        {"metadata": {"name": "web", "namespace": "acme-dev", "labels": {"app": "web", "tenantoperator.io/tenant": "acme"},
                      "annotations": {"example.com/checksum": "0123456789abcdef", "prometheus.io/scrape": "true", "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z",
                                      "k8s.v1.cni.cncf.io/networks": "storage"}},
         "spec": {
           "initContainers": [{"name": "init", "image": "registry.example.com/acme/init:1.0", "imagePullPolicy": "Always",
                               "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}},
                               "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
           "containers": [{"name": "web", "image": "registry.example.com/acme/web:1.0", "imagePullPolicy": "Always",
                           "ports": [{"containerPort": 8080}], "livenessProbe": {"httpGet": {"port": 8080}}, "readinessProbe": {"httpGet": {"port": 8080}},
                           "resources": {"requests": {"cpu": "1500m", "memory": "1536Mi"}, "limits": {"cpu": "2", "memory": "2Gi"}},
                           "volumeMounts": [{"name": "cache", "mountPath": "/cache"}],
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}},
                          {"name": "proxy", "image": "nginx:1.29", "imagePullPolicy": "Always",
                           "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}},
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}},
                          {"name": "metrics", "imagePullPolicy": "Always",
                           "image": "mirror.example.com/metrics/exporter@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                           "resources": {"limits": {"cpu": "100m", "memory": "64Mi"}},
                           "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
           "volumes": [{"name": "cache", "emptyDir": {"sizeLimit": "512Mi", "medium": "Memory"}}, {"name": "config", "configMap": {"name": "web"}},
                       {"name": "secrets", "csi": {"driver": "secrets-store.csi.k8s.io", "readOnly": true}},
                       {"name": "token", "projected": {"sources": [{"serviceAccountToken": {"path": "token", "audience": "vault.example.com", "expirationSeconds": 3600}}]}}],
           "affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [
             {"weight": 1, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "web"}},
                                               "namespaceSelector": {"matchLabels": {"tenantoperator.io/tenant": "acme"}}}}]}},
           "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300},
                           {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300},
                           {"key": "pool", "operator": "Equal", "value": "acme", "effect": "NoSchedule"}],
           "priorityClassName": "tenant-normal", "runtimeClassName": "gvisor", "nodeSelector": {"pool": "acme"}, "schedulerName": "default-scheduler",
           "serviceAccountName": "web", "serviceAccount": "web", "automountServiceAccountToken": false, "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}}}
        """;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"enforcement": {"mode": "Warn", "rules": [{"id": "pods/host-ports", "mode": "Audit"}]}}""")]
    public void A_pod_that_breaks_nothing_costs_next_to_no_memory(string spec) => Assert.InRange(BytesFor(Pod, spec), 0, 256);

    [Fact]
    public void A_pod_of_several_containers_costs_little_where_every_list_is_set() => Assert.InRange(BytesFor(LargePod, AllLists), 0, 1024);

    // The least of some rounds: until the runtime has compiled its own generic code once more, that boxes what it counts with.
    private static long BytesFor(string pod, string spec)
    {
        var input = Ask.Input(spec, "pods", Operations.Create, pod, null);
        var least = long.MaxValue;
        for (var round = 0; round < 50; round++)
        {
            for (var i = 0; i < 50; i++)
                Assert.Empty(RuleEngine.Decide(input).Denials);
            var before = GC.GetAllocatedBytesForCurrentThread();
            RuleEngine.Decide(input);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
