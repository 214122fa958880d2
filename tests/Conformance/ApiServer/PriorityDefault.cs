using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>Changes the cluster's default PriorityClass, and waits until the API server and both webhook processes know.</summary>
internal sealed class PriorityDefault(Api api)
{
    private const string Classes = "apis/scheduling.k8s.io/v1/priorityclasses";

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
        await Patience.UntilAsync($"the API server takes {name} for its default", async () => await FilledInAsync(cancel) == name, 1, cancel);
        if (name is not null)
            await Patience.UntilAsync($"the webhooks take {name} for the default", async () => (await CreateAsync("globex-dev", cancel)).Succeeded, InARow, cancel);
    }

    private Task SetAsync(string name, bool isDefault, CancellationToken cancel) =>
        api.MustAsync(HttpMethod.Patch, $"{Classes}/{name}", new JsonObject { ["globalDefault"] = isDefault }, cancel, Api.MergePatch);

    private async Task<string?> FilledInAsync(CancellationToken cancel) =>
        (string?)JsonNode.Parse((await CreateAsync("default", cancel)).Text)!["spec"]?["priorityClassName"];

    private Task<Reply> CreateAsync(string @namespace, CancellationToken cancel)
    {
        var pod = Delta.Apply(Corpus.World.Base("pod"), new JsonObject { ["metadata"] = new JsonObject { ["namespace"] = @namespace } });
        return api.SendAsync(HttpMethod.Post, $"api/v1/namespaces/{@namespace}/pods?dryRun=All", pod, cancel);
    }
}
