using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>The cluster's default StorageClass.</summary>
internal sealed class StorageDefault(Api api) : ClusterDefault(api, "apis/storage.k8s.io/v1/storageclasses")
{
    private const string IsDefault = "storageclass.kubernetes.io/is-default-class";

    protected override JsonObject Mark(bool isDefault) =>
        new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [IsDefault] = isDefault ? "true" : null } } };

    protected override async Task<string?> FilledInAsync(CancellationToken cancel)
    {
        var claim = Delta.Apply(Corpus.World.Base("claim"), new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = "default" }, ["spec"] = new JsonObject { ["storageClassName"] = null } });
        return (string?)(await Api.MustAsync(HttpMethod.Post, "api/v1/namespaces/default/persistentvolumeclaims?dryRun=All", claim, cancel))["spec"]!["storageClassName"];
    }

    // A template without a class is what the webhooks judge by the default.
    protected override async Task<bool> WebhooksKnowAsync(string? name, CancellationToken cancel)
    {
        var set = Delta.Apply(
            Corpus.World.Base("statefulset"),
            new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = "globex-dev" }, ["/spec/volumeClaimTemplates/0/spec/storageClassName"] = null });
        var reply = await Api.SendAsync(HttpMethod.Post, "apis/apps/v1/namespaces/globex-dev/statefulsets?dryRun=All", set, cancel);
        return reply.Warnings.Any(w => w.Contains("storage/volume", StringComparison.Ordinal)) == (name is null);
    }
}
