using System.Text.Json.Nodes;
using Webhooks.Tests.Fixtures;
using static Webhooks.Tests.Fixtures.Mutated;

namespace Webhooks.Tests.Mutation;

public sealed class PodDefaultsTests
{
    private const string Baseline = """{"pods":{"securityStandard":"Baseline"}}""";
    private const string Privileged = """{"pods":{"securityStandard":"Privileged"}}""";

    [Fact]
    public void A_plain_pod_gets_label_and_safe_values() => Same(
        """
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "web", "labels": {"tenantoperator.io/tenant": "acme"}},
          "spec": {
            "containers": [{
              "name": "app", "image": "registry.example.com/acme/app:1",
              "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}
            }],
            "automountServiceAccountToken": false,
            "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}, "runAsNonRoot": true}
          }
        }
        """,
        Pod(Pods.Plain()));

    [Fact]
    public void A_compliant_pod_gets_the_label_alone()
    {
        var pod = Pod(Pods.Compliant());
        pod["metadata"]!["labels"]!.AsObject().Remove("tenantoperator.io/tenant");
        Same(Pods.Compliant().ToJsonString(), pod);
    }

    [Fact]
    public void A_pod_that_has_all_of_it_gets_no_patch()
    {
        var pod = Pods.Compliant();
        pod["metadata"]!["labels"]!["tenantoperator.io/tenant"] = "acme";
        Assert.Null(Patch(pod));
    }

    [Fact]
    public void Sidecars_and_init_containers_get_safe_values_too()
    {
        var pod = With("""{"initContainers":[{"name":"a"},{"name":"b","restartPolicy":"Always","securityContext":{}}]}""");
        foreach (var container in Pod(pod)["spec"]!["initContainers"]!.AsArray())
        {
            Assert.False((bool)container!["securityContext"]!["allowPrivilegeEscalation"]!);
            Assert.Equal("ALL", (string?)container["securityContext"]!["capabilities"]!["drop"]![0]);
        }
    }

    [Theory]
    [InlineData("""{"securityContext":{"runAsNonRoot":false,"seccompProfile":{"type":"Unconfined"}}}""")]
    [InlineData("""{"automountServiceAccountToken":true}""")]
    [InlineData("""{"containers":[{"name":"app","securityContext":{"allowPrivilegeEscalation":true,"capabilities":{"drop":["NET_RAW"]}}}]}""")]
    [InlineData("""{"containers":[{"name":"app","securityContext":{"capabilities":{"drop":[]}}}]}""")]
    public void What_is_set_is_never_changed(string spec)
    {
        var pod = With(spec);
        Contains(pod, Pod(pod));
    }

    [Theory]
    [InlineData("""{"privileged":true}""")]
    [InlineData("""{"capabilities":{"add":["SYS_ADMIN"]}}""")]
    [InlineData("""{"capabilities":{"add":["CAP_SYS_ADMIN"]}}""")]
    public void Where_the_API_server_would_see_a_contradiction_escalation_is_left_to_the_rules(string securityContext)
    {
        var pod = Pod(With($$$"""{"containers":[{"name":"app","securityContext":{{{securityContext}}}}]}"""));
        Assert.Null(pod["spec"]!["containers"]![0]!["securityContext"]!["allowPrivilegeEscalation"]);
    }

    [Theory]
    [InlineData("""{"hostUsers":false}""")]
    [InlineData("""{"securityContext":{"runAsUser":0}}""")]
    public void Root_that_the_standard_admits_or_that_was_asked_for_is_not_contradicted(string spec) =>
        Assert.Null(Pod(With(spec))["spec"]!["securityContext"]!["runAsNonRoot"]);

    [Fact]
    public void A_pod_with_the_legacy_seccomp_annotation_gets_no_field_beside_it()
    {
        var pod = Pods.Plain();
        pod["metadata"]!["annotations"] = new JsonObject { ["seccomp.security.alpha.kubernetes.io/pod"] = "runtime/default" };
        Assert.Null(Pod(pod)["spec"]!["securityContext"]!["seccompProfile"]);
    }

    [Fact]
    public void A_pod_for_Windows_gets_no_field_of_Linux()
    {
        var spec = Pod(With("""{"os":{"name":"windows"}}"""))["spec"]!;
        Same("""{"runAsNonRoot":true}""", spec["securityContext"]!.AsObject());
        Assert.Null(spec["containers"]![0]!["securityContext"]);
    }

    [Fact]
    public void Under_Baseline_a_pod_may_run_as_root_with_the_runtimes_capabilities()
    {
        var spec = Pod(Pods.Plain(), Baseline)["spec"]!;
        Same("""{"seccompProfile":{"type":"RuntimeDefault"}}""", spec["securityContext"]!.AsObject());
        Assert.Null(spec["containers"]![0]!["securityContext"]);
        Assert.False((bool)spec["automountServiceAccountToken"]!);
    }

    [Fact]
    public void Under_Privileged_no_security_field_is_filled_in()
    {
        var spec = Pod(Pods.Plain(), Privileged)["spec"]!;
        Assert.Null(spec["securityContext"]);
        Assert.False((bool)spec["automountServiceAccountToken"]!);
    }

    [Fact]
    public void Without_secure_defaults_a_pod_gets_the_label_alone()
    {
        var pod = Pod(Pods.Plain(), """{"pods":{"secureDefaults":false}}""");
        Same(Pods.Plain()["spec"]!.ToJsonString(), pod["spec"]!.AsObject());
        Assert.Equal("acme", (string?)pod["metadata"]!["labels"]!["tenantoperator.io/tenant"]);
    }

    [Fact]
    public void The_tenants_tolerations_are_appended_once()
    {
        const string Tenant = """{"pods":{"tolerations":[{"key":"pool","value":"shared","effect":"NoSchedule"},{"key":"gpu","operator":"Exists"}]}}""";
        var pod = Pod(With("""{"tolerations":[{"key":"pool","operator":"Equal","value":"shared","effect":"NoSchedule"},{"key":"own"}]}"""), Tenant);
        Assert.Equal(
            """[{"key":"pool","operator":"Equal","value":"shared","effect":"NoSchedule"},{"key":"own"},{"key":"gpu","operator":"Exists"}]""",
            pod["spec"]!["tolerations"]!.ToJsonString());
        Assert.Equal(2, Pod(Pods.Plain(), Tenant)["spec"]!["tolerations"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""["Always"]""", "Always")]
    [InlineData("""["Always","IfNotPresent"]""", null)]
    [InlineData("[]", null)]
    public void The_pull_policy_is_filled_in_when_just_one_is_allowed(string allowed, string? filled)
    {
        var pod = Pod(With("""{"initContainers":[{"name":"i"}]}"""), $$$"""{"pods":{"imagePullPolicies":{{{allowed}}}}}""");
        Assert.Equal(filled, (string?)pod["spec"]!["containers"]![0]!["imagePullPolicy"]);
        Assert.Equal(filled, (string?)pod["spec"]!["initContainers"]![0]!["imagePullPolicy"]);
    }

    [Theory]
    [InlineData("kube-api-access-x7d2k", """{"projected":{"sources":[]}}""")]
    [InlineData("default-token-9ktxz", """{"secret":{"secretName":"default-token-9ktxz"}}""")]
    public void The_token_that_the_API_server_has_mounted_by_then_goes_with_its_volume(string volume, string source)
    {
        var pod = WithToken(volume, source);
        var spec = Pod(pod)["spec"]!;
        Assert.Equal("""["data"]""", Names(spec["volumes"]!));
        Assert.Equal("""["data"]""", Names(spec["containers"]![0]!["volumeMounts"]!));
        Assert.Equal("[]", Names(spec["initContainers"]![0]!["volumeMounts"]!));
    }

    [Fact]
    public void A_token_that_is_asked_for_stays()
    {
        var pod = WithToken("kube-api-access-x7d2k", """{"projected":{"sources":[]}}""");
        pod["spec"]!["automountServiceAccountToken"] = true;
        Contains(pod, Pod(pod));
    }

    [Theory]
    [InlineData("my-token", """{"projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}""", "/var/run/secrets/kubernetes.io/serviceaccount")]
    [InlineData("kube-api-access-x7d2k", """{"projected":{"sources":[]}}""", "/elsewhere")]
    public void A_token_that_the_author_mounted_stays(string volume, string source, string path)
    {
        var pod = WithToken(volume, source);
        pod["spec"]!["containers"]![0]!["volumeMounts"]![1]!["mountPath"] = path;
        Contains(pod, Pod(pod));
    }

    [Fact]
    public void A_pod_that_is_updated_is_left_alone()
    {
        var request = Webhooks.Reviews.ReviewReader.Read(World.Element(Review.Update(Pods.Plain(), Pods.Plain())));
        Assert.Null(Patch(request, World.Policy("acme")));
    }

    private static JsonObject With(string spec)
    {
        var pod = Pods.Plain();
        foreach (var (key, value) in Pods.Json(spec))
            pod["spec"]![key] = value?.DeepClone();
        return pod;
    }

    private static JsonObject WithToken(string volume, string source)
    {
        var token = Pods.Json(source);
        token["name"] = volume;
        var pod = With("""{"volumes":[{"name":"data","emptyDir":{}}],"initContainers":[{"name":"i"}]}""");
        pod["spec"]!["volumes"]!.AsArray().Add(token);
        var mount = new JsonObject { ["name"] = volume, ["mountPath"] = "/var/run/secrets/kubernetes.io/serviceaccount", ["readOnly"] = true };
        pod["spec"]!["containers"]![0]!["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "data", ["mountPath"] = "/data" }, mount.DeepClone());
        pod["spec"]!["initContainers"]![0]!["volumeMounts"] = new JsonArray(mount);
        return pod;
    }

    private static string Names(JsonNode list) => new JsonArray([.. list.AsArray().Select(i => i!["name"]!.DeepClone())]).ToJsonString();
}
