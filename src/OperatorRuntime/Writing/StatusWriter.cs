using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Writes the status of an entity, only when it says something new: an own status write must not cause the next one.</summary>
/// <param name="transport">To the API server.</param>
/// <param name="fieldManager">Another than that of the specs, such as <c>tenant-operator-status</c>.</param>
public sealed class StatusWriter(KubeTransport transport, string fieldManager)
{
    private static readonly IntentComparer Whole = new([""]);

    /// <summary>Applies the whole status by server-side apply to the status subresource.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="key">The entity.</param>
    /// <param name="status">All of the status; what is left out is removed.</param>
    /// <param name="stored">The status as last seen; null when there is none.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The new resourceVersion; null when nothing differed, or the entity is gone, and nothing was written.</returns>
    /// <exception cref="ApiException">The API server refused.</exception>
    public async Task<string?> WriteAsync(
        ResourceType type, NamespacedName key, JsonObject status, JsonElement? stored, CancellationToken cancellation)
    {
        if (Whole.Compare(status, stored ?? default).IsNone)
        {
            return null;
        }
        var metadata = new JsonObject { ["name"] = key.Name };
        if (type.Namespaced)
        {
            metadata["namespace"] = key.Namespace;
        }
        var body = new JsonObject
        {
            ["apiVersion"] = type.ApiVersion,
            ["kind"] = type.Kind,
            ["metadata"] = metadata,
            ["status"] = status.DeepClone(),
        };
        try
        {
            using var answer = await transport.ApplyAsync(type, key, body, fieldManager, force: true, "status", cancellation);
            return answer.RootElement.Child("metadata").Text("resourceVersion");
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }
}
