using System.Text.Json.Nodes;

namespace Conformance.ApiServer;

/// <summary>Changes which object of a kind is the cluster's default, and waits until the API server and both webhook processes know.</summary>
/// <param name="api">To the API server.</param>
/// <param name="classes">The path of the kind.</param>
internal abstract class ClusterDefault(Api api, string classes)
{
    // Requests go to the processes by turns; so many in a row and each has been asked.
    private const int InARow = 8;

    private string? current;

    protected Api Api => api;

    /// <summary>Makes this one the default, and none when it is null.</summary>
    public async Task SetAsync(string? name, CancellationToken cancel)
    {
        if (name == current)
            return;
        if (current is not null)
            await PatchAsync(current, isDefault: false, cancel);
        if (name is not null)
            await PatchAsync(name, isDefault: true, cancel);
        current = name;
        await Patience.UntilAsync($"the API server takes {name} of {classes} for its default", async () => await FilledInAsync(cancel) == name, 1, cancel);
        await Patience.UntilAsync($"the webhooks take {name} of {classes} for the default", () => WebhooksKnowAsync(name, cancel), InARow, cancel);
    }

    /// <summary>The merge patch that makes an object the default, or takes that from it.</summary>
    protected abstract JsonObject Mark(bool isDefault);

    /// <summary>What the API server fills in where nothing is named.</summary>
    protected abstract Task<string?> FilledInAsync(CancellationToken cancel);

    /// <summary>Whether the webhook process that is asked next knows.</summary>
    protected abstract Task<bool> WebhooksKnowAsync(string? name, CancellationToken cancel);

    private Task PatchAsync(string name, bool isDefault, CancellationToken cancel) =>
        api.MustAsync(HttpMethod.Patch, $"{classes}/{name}", Mark(isDefault), cancel, Api.MergePatch);
}
