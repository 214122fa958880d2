using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>The cluster's default PriorityClass.</summary>
internal sealed class PriorityDefault(Api api) : ClusterDefault(api, "apis/scheduling.k8s.io/v1/priorityclasses")
{
    protected override JsonObject Mark(bool isDefault) => new() { ["globalDefault"] = isDefault };

    protected override async Task<string?> FilledInAsync(CancellationToken cancel) =>
        (string?)JsonNode.Parse((await CreateAsync("default", cancel)).Text)!["spec"]?["priorityClassName"];

    // Without a default a pod passes whatever they know.
    protected override async Task<bool> WebhooksKnowAsync(string? name, CancellationToken cancel) => name is null || (await CreateAsync("globex-dev", cancel)).Succeeded;

    private Task<Reply> CreateAsync(string @namespace, CancellationToken cancel)
    {
        var pod = Delta.Apply(Corpus.World.Base("pod"), new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = @namespace } });
        return Api.SendAsync(HttpMethod.Post, $"api/v1/namespaces/{@namespace}/pods?dryRun=All", pod, cancel);
    }
}
