using Tenancy.Api;
using Tenancy.Audit;
using Tenancy.Blueprints;
using Tenancy.Tests.Isolation;

namespace Tenancy.Tests.Audit;

/// <summary>What the system writes into objects after their authors, and what it makes itself, is nobody's fault.</summary>
public sealed class HealthyNamespaceTests
{
    [Fact]
    public void The_operators_own_walls_break_nothing()
    {
        var tenant = new Tenant
        {
            Metadata = new() { Name = "acme" },
            Spec = new()
            {
                Owners = [new() { Name = "alice" }],
                Members = [new() { Role = "edit", Subjects = [new() { Kind = SubjectKind.Group, Name = "system:authenticated" }] }],
                Network = new() { Egress = new() { Internet = true } },
            },
        };
        var walls = Blueprint.InNamespace(tenant, new("acme-dev", new Dictionary<string, string>()), new()).Where(w => AuditedKinds.All.Any(k => k.Plural == w.Type.Plural)).ToArray();

        Assert.NotEmpty(walls);
        Assert.All(walls, wall => Assert.Empty(Stored.Broken(wall.Type.Plural, wall.Body.ToJsonString())));
    }

    [Fact]
    public void An_object_that_poses_as_a_wall_of_another_tenant_is_judged() => Assert.NotEmpty(Stored.Broken(
        "rolebindings",
        """
        {"metadata": {"name": "tenant-x", "namespace": "acme-dev", "labels": {"app.kubernetes.io/managed-by": "tenant-operator", "tenantoperator.io/tenant": "globex"}},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [{"kind": "Group", "name": "system:authenticated"}]}
        """));

    [Fact]
    public void A_pod_that_was_scheduled_and_runs_breaks_nothing() => Assert.Empty(Stored.Broken(
        "pods",
        """
        {"metadata": {"name": "web", "namespace": "acme-dev", "labels": {"tenantoperator.io/tenant": "acme"}, "annotations": {"cni.projectcalico.org/podIP": "10.244.0.7/32"}},
         "spec": {
           "nodeName": "node-1", "priority": 0, "schedulerName": "default-scheduler", "serviceAccountName": "default", "serviceAccount": "default", "dnsPolicy": "ClusterFirst", "terminationGracePeriodSeconds": 30,
           "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}],
           "volumes": [{"name": "kube-api-access-x7f2k", "projected": {"sources": [{"serviceAccountToken": {"path": "token", "expirationSeconds": 3607}}, {"configMap": {"name": "kube-root-ca.crt"}}]}}],
           "containers": [{"name": "web", "image": "registry.example.com/acme/web:1.0", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}],
           "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}},
         "status": {"phase": "Running", "podIP": "10.244.0.7"}}
        """));

    [Fact]
    public void A_pod_of_a_DaemonSet_may_tolerate_what_the_controller_lets_it()
    {
        const string toleration = """ "tolerations": [{"key": "node.kubernetes.io/unschedulable", "operator": "Exists", "effect": "NoSchedule"}], """;
        var plain = Ask.GoodPod.Replace("\"containers\"", toleration + "\"containers\"", StringComparison.Ordinal);
        var ofDaemonSet = plain.Replace("\"name\": \"web\", \"namespace\"", """ "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "d", "uid": "1", "controller": true}], "name": "web", "namespace" """, StringComparison.Ordinal);

        Assert.Equal(["pods/tolerations"], Stored.Broken("pods", plain));
        Assert.Empty(Stored.Broken("pods", ofDaemonSet));
    }

    [Fact]
    public void A_service_with_its_address_and_the_slice_that_the_control_plane_made_of_it_break_nothing()
    {
        Assert.Empty(Stored.Broken("services", """{"metadata": {"name": "web", "namespace": "acme-dev"}, "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.12", "clusterIPs": ["10.96.0.12"], "ports": [{"port": 80}], "selector": {"app": "web"}}}"""));
        Assert.Empty(Stored.Broken("endpointslices", Slice("endpointslice-controller.k8s.io")));
    }

    // The control plane mirrors hand-written Endpoints so.
    [Theory]
    [InlineData("endpointslicemirroring-controller.k8s.io")]
    [InlineData("acme.example.com")]
    public void A_slice_that_somebody_else_fills_is_judged(string manager) => Assert.Equal(["endpoints/addresses"], Stored.Broken("endpointslices", Slice(manager)));

    [Fact]
    public void A_claim_that_is_bound_to_a_volume_made_for_it_breaks_nothing()
    {
        Assert.Empty(Stored.Broken("persistentvolumeclaims", Claim("pvc-own")));
        Assert.Equal(["storage/volume"], Stored.Broken("persistentvolumeclaims", Claim("pvc-other")));
    }

    [Fact]
    public void What_the_controller_of_a_workload_made_is_told_of_once()
    {
        const string template = """ "spec": {"template": {"spec": {"hostNetwork": true, "containers": [{"name": "c", "image": "i"}]}}}""";

        Assert.Empty(Stored.Violations("replicasets", """{"metadata": {"name": "web-1", "namespace": "acme-dev", "ownerReferences": [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "1", "controller": true}]}, """ + template + "}"));
        Assert.Contains("pods/host-namespaces", Stored.Broken("replicasets", """{"metadata": {"name": "web-1", "namespace": "acme-dev"}, """ + template + "}"));
        Assert.Contains("pods/host-namespaces", Stored.Broken("deployments", """{"metadata": {"name": "web", "namespace": "acme-dev"}, """ + template + "}"));
    }

    [Theory]
    [InlineData("Succeeded", false)]
    [InlineData("Failed", false)]
    [InlineData("Running", true)]
    [InlineData("Pending", true)]
    public void A_pod_that_has_ended_is_left_out(string phase, bool isJudged) =>
        Assert.Equal(isJudged, Stored.Of("pods", $$$"""{"metadata": {"name": "p"}, "status": {"phase": "{{{phase}}}"}}""").IsToBeJudged(Stored.Policy("{}")));

    private static string Slice(string manager) =>
        $$$"""
        {"metadata": {"name": "web-x", "namespace": "acme-dev", "labels": {"endpointslice.kubernetes.io/managed-by": "{{{manager}}}", "kubernetes.io/service-name": "web"}},
         "addressType": "IPv4", "endpoints": [{"addresses": ["10.244.0.7"], "targetRef": {"kind": "Pod", "namespace": "acme-dev", "name": "web"}}]}
        """;

    private static string Claim(string volume) =>
        $$$$"""
        {"metadata": {"name": "data", "namespace": "acme-dev", "annotations": {"pv.kubernetes.io/bind-completed": "yes", "pv.kubernetes.io/bound-by-controller": "yes"}},
         "spec": {"storageClassName": "fast", "volumeName": "{{{{volume}}}}", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}, "status": {"phase": "Bound"}}
        """;
}
