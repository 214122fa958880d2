using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>
/// Adds and removes one finalizer, leaving those of others alone. Idempotent. Each change is a JSON patch that holds only for the state
/// it was made for (a <c>test</c> operation), so that two writers never undo each other.
/// </summary>
public sealed class Finalizers(KubeTransport transport)
{
    /// <summary>Other writers of the list are few; who loses so often has a defect to report.</summary>
    private const int Attempts = 5;

    /// <summary>Adds it unless it is there. Before the first side effect.</summary>
    /// <returns>Whether it was added now; false too when the entity is gone or being deleted (the server allows no new ones then).</returns>
    /// <exception cref="ApiException">What the API server said.</exception>
    public Task<bool> AddAsync(ResourceType type, NamespacedName key, string finalizer, CancellationToken cancellation) =>
        ChangeAsync(type, key, metadata => AddPatch(metadata, finalizer), cancellation);

    /// <summary>Removes it if it is there. Last.</summary>
    /// <returns>Whether it was removed now; false too when the entity is gone.</returns>
    /// <exception cref="ApiException">What the API server said.</exception>
    public Task<bool> RemoveAsync(ResourceType type, NamespacedName key, string finalizer, CancellationToken cancellation) =>
        ChangeAsync(type, key, metadata => RemovePatch(metadata, finalizer), cancellation);

    private async Task<bool> ChangeAsync(
        ResourceType type, NamespacedName key, Func<JsonElement, JsonArray?> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var current = await transport.GetAsync(type, key, cancellation);
            if (current is null || change(current.RootElement.Child("metadata")) is not { } patch)
            {
                return false;
            }
            try
            {
                (await transport.JsonPatchAsync(type, key, patch, null, cancellation)).Dispose();
                return true;
            }
            catch (ApiException gone) when (gone.IsNotFound)
            {
                return false;
            }
            catch (ApiException lost) when ((lost.IsInvalid || lost.IsConflict) && attempt < Attempts)
            {
                // Changed between the read and the patch: look again.
            }
        }
    }

    private static JsonArray? AddPatch(JsonElement metadata, string finalizer)
    {
        var present = Names(metadata);
        if (present.Contains(finalizer, StringComparer.Ordinal) || metadata.Text("deletionTimestamp").Length > 0)
        {
            return null;
        }
        // Not a collection expression: that calls the generic Add, which ahead-of-time compilation refuses.
        return new JsonArray(
            Operation("test", "/metadata/resourceVersion", metadata.Text("resourceVersion")),
            present.Count == 0
                ? Operation("add", "/metadata/finalizers", new JsonArray(JsonValue.Create(finalizer)))
                : Operation("add", "/metadata/finalizers/-", finalizer));
    }

    private static JsonArray? RemovePatch(JsonElement metadata, string finalizer)
    {
        var index = Names(metadata).IndexOf(finalizer);
        var path = $"/metadata/finalizers/{index}";
        return index < 0 ? null : new JsonArray(Operation("test", path, finalizer), new JsonObject { ["op"] = "remove", ["path"] = path });
    }

    private static List<string> Names(JsonElement metadata) =>
        [.. metadata.Items("finalizers").Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : "")];

    private static JsonObject Operation(string op, string path, JsonNode value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
