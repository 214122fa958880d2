using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>Changes the cluster's default StorageClass, and waits until the API server and both webhook processes know.</summary>
internal sealed class StorageDefault(Api api)
{
    private const string Classes = "apis/storage.k8s.io/v1/storageclasses";
    private const string IsDefault = "storageclass.kubernetes.io/is-default-class";

    // Requests go to the processes by turns; so many in a row and each has been asked.
    private const int InARow = 8;

    private string? current;

    public async Task SetAsync(string? name, CancellationToken cancel)
    {
        if (name == current)
            return;
        if (current is not null)
            await SetAsync(current, isDefault: false, cancel);
        if (name is not null)
            await SetAsync(name, isDefault: true, cancel);
        current = name;
        await Patience.UntilAsync($"the API server takes {name} for its default storage class", async () => await FilledInAsync(cancel) == name, 1, cancel);
        await Patience.UntilAsync($"the webhooks take {name} for the default storage class", async () => await WarnsAsync(cancel) == (name is null), InARow, cancel);
    }

    private Task SetAsync(string name, bool isDefault, CancellationToken cancel) => api.MustAsync(
        HttpMethod.Patch, $"{Classes}/{name}", new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [IsDefault] = isDefault ? "true" : null } } }, cancel, Api.MergePatch);

    private async Task<string?> FilledInAsync(CancellationToken cancel)
    {
        var claim = Delta.Apply(Corpus.World.Base("claim"), new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = "default" }, ["spec"] = new JsonObject { ["storageClassName"] = null } });
        return (string?)(await api.MustAsync(HttpMethod.Post, "api/v1/namespaces/default/persistentvolumeclaims?dryRun=All", claim, cancel))["spec"]!["storageClassName"];
    }

    // A template without a class is what the webhooks judge by the default.
    private async Task<bool> WarnsAsync(CancellationToken cancel)
    {
        var set = Delta.Apply(
            Corpus.World.Base("statefulset"),
            new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = "globex-dev" }, ["/spec/volumeClaimTemplates/0/spec/storageClassName"] = null });
        return (await api.SendAsync(HttpMethod.Post, "apis/apps/v1/namespaces/globex-dev/statefulsets?dryRun=All", set, cancel)).Warnings.Any(w => w.Contains("storage/volume", StringComparison.Ordinal));
    }
}
