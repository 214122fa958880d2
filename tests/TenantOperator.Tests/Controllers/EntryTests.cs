using System.Text.Json;
using System.Text.Json.Nodes;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Tests.Controllers;

public sealed class EntryTests
{
    [Fact]
    public void A_Tenant_that_cannot_be_read_is_kept_with_the_reason()
    {
        var entry = Read("""{"metadata": {"name": "acme", "generation": 3, "deletionTimestamp": "2026-01-01T00:00:00Z", "finalizers": ["x", "tenantoperator.io/tenant"]}, "spec": {"owners": 5}}""");

        Assert.Null(entry.Tenant);
        Assert.Contains("owners", entry.Unreadable, StringComparison.Ordinal);
        Assert.True(entry is { Generation: 3, Deleting: true, HasFinalizer: true });
    }

    [Fact]
    public void A_strange_status_does_not_make_a_Tenant_unreadable()
    {
        var entry = Read("""{"metadata": {"name": "acme"}, "spec": {"owners": []}, "status": {"observedGeneration": "x", "namespaces": [{"origin": "FromTheFuture"}]}}""");

        Assert.NotNull(entry.Tenant);
        Assert.Equal("acme", entry.Tenant.Metadata.Name);
    }

    [Fact]
    public void The_labels_and_annotations_that_we_own_are_read_from_the_managed_fields()
    {
        using var stored = JsonDocument.Parse("""
            {"metadata": {"managedFields": [
              {"manager": "kubectl", "operation": "Apply", "fieldsV1": {"f:metadata": {"f:labels": {"f:theirs": {}}}}},
              {"manager": "tenant-operator", "operation": "Update", "fieldsV1": {"f:metadata": {"f:labels": {"f:made": {}}}}},
              {"manager": "tenant-operator", "operation": "Apply", "fieldsV1": {"f:metadata": {"f:labels": {".": {}, "f:b": {}, "f:a": {}}, "f:annotations": {"f:c": {}}}}}]}}
            """);
        var intent = JsonNode.Parse("""{"metadata": {"name": "x", "labels": {"a": "1", "b": "2"}, "annotations": {"c": "3"}}}""")!.AsObject();

        Assert.Equal("annotations/c labels/a labels/b", OwnedMetadata.Of(stored.RootElement, "tenant-operator"));
        Assert.Equal(OwnedMetadata.Of(intent), OwnedMetadata.Of(stored.RootElement, "tenant-operator"));
    }

    private static TenantEntry Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return TenantEntry.Read(document.RootElement);
    }
}
