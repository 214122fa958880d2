using System.Text.Json.Nodes;
using Tenancy.Isolation;
using Webhooks.Index;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Index;

public sealed class StorageIndexTests
{
    private readonly StorageIndex _index = new();

    [Fact]
    public void Of_several_default_classes_the_youngest_counts_and_of_equally_young_ones_the_first_by_name()
    {
        PutClass("old", """{"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}, "creationTimestamp": "2024-01-01T00:00:00Z"}""");
        PutClass("young-b", """{"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}, "creationTimestamp": "2025-01-01T00:00:00Z"}""");
        PutClass("young-a", """{"annotations": {"storageclass.beta.kubernetes.io/is-default-class": "true"}, "creationTimestamp": "2025-01-01T00:00:00Z"}""");
        PutClass("youngest", """{"annotations": {"storageclass.kubernetes.io/is-default-class": "false"}, "creationTimestamp": "2026-01-01T00:00:00Z"}""");

        Assert.Equal("young-a", _index.DefaultClass);
    }

    [Fact]
    public void A_default_class_that_goes_leaves_the_other()
    {
        PutClass("old", """{"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}, "creationTimestamp": "2024-01-01T00:00:00Z"}""");
        PutClass("young", """{"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}, "creationTimestamp": "2025-01-01T00:00:00Z"}""");

        _index.RemoveClass("young");

        Assert.Equal("old", _index.DefaultClass);
        Assert.Null(_index.Class("young"));
    }

    [Theory]
    [InlineData("""{"provisioner": "example.com/disks", "reclaimPolicy": "Delete"}""", true, false)]
    [InlineData("""{"provisioner": "example.com/disks", "reclaimPolicy": "Retain"}""", true, true)]
    [InlineData("""{"provisioner": "kubernetes.io/no-provisioner", "reclaimPolicy": "Delete"}""", false, false)]
    [InlineData("""{"provisioner": "", "reclaimPolicy": "delete"}""", false, true)]
    [InlineData("{}", false, true)]
    [InlineData("[]", false, true)]
    public void A_class_is_read_and_what_cannot_be_is_the_strictest(string storageClass, bool provisions, bool retains) =>
        Assert.Equal(new StorageClassFact(provisions, retains), StorageProjections.Class(World.Element(JsonNode.Parse(storageClass)!)).Fact);

    [Theory]
    [InlineData("{}", null, null, false)]
    [InlineData("""{"metadata": {"labels": {"tenantoperator.io/tenant": "acme"}}}""", "acme", null, false)]
    [InlineData("""{"metadata": {"labels": {"tenantoperator.io/tenant": ["acme"]}}}""", "", null, false)]
    [InlineData("""{"spec": {"claimRef": {"namespace": "acme-dev", "name": "data"}}}""", null, "acme-dev", false)]
    [InlineData("""{"metadata": {"annotations": {"pv.kubernetes.io/bound-by-controller": "yes"}}, "spec": {"claimRef": {"namespace": "acme-dev"}}}""", null, "acme-dev", true)]
    [InlineData("""{"metadata": {"name": "pvc-17", "annotations": {"pv.kubernetes.io/bound-by-controller": "yes"}}, "spec": {"claimRef": {"namespace": "acme-dev", "uid": "17"}}}""", null, "acme-dev", false)]
    [InlineData("""{"metadata": {"name": "pvc-17", "annotations": {"pv.kubernetes.io/bound-by-controller": "yes"}}, "spec": {"claimRef": {"namespace": "acme-dev", "uid": ""}}}""", null, "acme-dev", true)]
    public void A_volume_is_read(string volume, string? tenant, string? claimNamespace, bool isPicked) =>
        Assert.Equal(new VolumeFact(tenant, claimNamespace, isPicked), StorageProjections.Volume(World.Element(JsonNode.Parse(volume)!)));

    private void PutClass(string name, string metadata) =>
        _index.PutClass(name, StorageProjections.Class(World.Element(new JsonObject { ["metadata"] = JsonNode.Parse(metadata), ["provisioner"] = "example.com/disks" })));
}
