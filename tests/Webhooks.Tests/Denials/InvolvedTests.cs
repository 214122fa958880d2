using System.Text.Json.Nodes;
using Webhooks.Denials;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Denials;

/// <summary>The object that an event is on.</summary>
public sealed class InvolvedTests
{
    [Theory]
    [InlineData("apps/v1", "ReplicaSet")]
    [InlineData("apps/v1", "StatefulSet")]
    [InlineData("apps/v1", "DaemonSet")]
    [InlineData("batch/v1", "Job")]
    [InlineData("v1", "ReplicationController")]
    public void A_pod_of_a_controller_is_told_on_the_controller(string version, string kind)
    {
        var about = Involved.In(DenialScene.Request(Owned(version, kind)))!;

        Assert.Equal((version, kind, "acme-dev/owner", "uid-1"), (about.Type.ApiVersion, about.Type.Kind, about.Key.ToString(), about.Uid));
    }

    // Its writer would have it shown on objects that are not his.
    [Theory]
    [InlineData("v1", "Node")]
    [InlineData("v1", "Namespace")]
    [InlineData("apps/v2", "ReplicaSet")]
    [InlineData("tenantoperator.io/v1alpha1", "Tenant")]
    [InlineData("example.com/v1", "Anything")]
    public void An_owner_of_a_kind_that_is_not_known_to_live_in_namespaces_is_not_believed(string version, string kind)
    {
        var about = Involved.In(DenialScene.Request(Owned(version, kind)))!;

        Assert.Equal(("Pod", "acme-dev/web-"), (about.Type.Kind, about.Key.ToString()));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"true\"")]
    [InlineData("null")]
    public void An_owner_that_is_no_controller_is_not_told(string controller)
    {
        var pod = Owned("apps/v1", "ReplicaSet");
        pod["metadata"]!["ownerReferences"]![1]!["controller"] = JsonNode.Parse(controller);

        Assert.Equal("Pod", Involved.In(DenialScene.Request(pod))!.Type.Kind);
    }

    [Fact]
    public void The_namespace_is_the_requests_whatever_the_object_says()
    {
        var pod = Owned("apps/v1", "ReplicaSet");
        pod["metadata"]!["namespace"] = "kube-system";
        pod["metadata"]!["ownerReferences"]![0]!["namespace"] = "kube-system";

        Assert.Equal("acme-dev", Involved.In(DenialScene.Request(pod))!.Key.Namespace);
    }

    [Fact]
    public void A_change_is_told_on_the_object_itself_with_its_uid()
    {
        var pod = Owned("apps/v1", "ReplicaSet");
        pod["metadata"]!["name"] = "web-x";
        pod["metadata"]!["uid"] = "uid-of-pod";
        var about = Involved.In(ReviewReader.Read(World.Element(Review.Update(pod, pod.DeepClone().AsObject()))))!;

        Assert.Equal(("Pod", "acme-dev/web-x", "uid-of-pod"), (about.Type.Kind, about.Key.ToString(), about.Uid));
    }

    [Fact]
    public void A_deletion_is_told_on_what_was_to_be_deleted()
    {
        var stored = Pods.Json("""{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"tenant-objects","uid":"uid-of-quota"}}""");
        var about = Involved.In(ReviewReader.Read(World.Element(Review.Of("DELETE", "resourcequotas", "", "acme-dev", subject: null, stored))))!;

        Assert.Equal(("ResourceQuota", "acme-dev/tenant-objects", "uid-of-quota"), (about.Type.Kind, about.Key.ToString(), about.Uid));
    }

    [Fact]
    public void What_is_asked_of_a_pod_is_told_on_the_pod()
    {
        var review = Review.Of("CONNECT", "pods/exec", "", "acme-dev", Pods.Json("""{"kind":"PodExecOptions","apiVersion":"v1","command":["sh"]}"""), old: null);
        review["request"]!["name"] = "web-x";
        var about = Involved.In(ReviewReader.Read(World.Element(review)))!;

        Assert.Equal(("Pod", "acme-dev/web-x"), (about.Type.Kind, about.Key.ToString()));
    }

    // Told by nothing, and nothing thrown.
    [Theory]
    [InlineData("""{"metadata":{"name":"x"}}""")]
    [InlineData("""{"kind":7,"metadata":{"name":"x"}}""")]
    [InlineData("""{"kind":"Pod"}""")]
    [InlineData("""{"kind":"Pod","metadata":7}""")]
    [InlineData("""{"kind":"Pod","metadata":{"generateName":{}}}""")]
    [InlineData("""{"kind":"Pod","metadata":{"ownerReferences":{"controller":true}}}""")]
    [InlineData("""{"kind":"Pod","metadata":{"ownerReferences":[null,1,{"controller":true,"kind":"Job","apiVersion":"batch/v1","name":{}}]}}""")]
    public void What_has_no_name_or_kind_is_not_told(string subject) => Assert.Null(Involved.In(DenialScene.Request(Pods.Json(subject))));

    private static JsonObject Owned(string version, string kind) => Pods.Json($$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"web-","ownerReferences":[
          {"apiVersion":"v1","kind":"ConfigMap","name":"other","uid":"uid-0"},
          {"apiVersion":"{{{version}}}","kind":"{{{kind}}}","name":"owner","uid":"uid-1","controller":true}]}}
        """);
}
