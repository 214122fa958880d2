using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Writes the status of an entity, only when it says something new.</summary>
public sealed class StatusWriter(KubeTransport transport, string fieldManager)
{
    internal KubeTransport Transport => transport;

    internal string FieldManager => fieldManager;

    /// <summary>Applies the whole status by server-side apply to the status subresource.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="key">The entity.</param>
    /// <param name="status">All of the status; what is left out is removed.</param>
    /// <param name="stored">The status as last seen; null when there is none.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The new resourceVersion; null when nothing differed and nothing was sent.</returns>
    public Task<string?> WriteAsync(
        ResourceType type, NamespacedName key, JsonObject status, JsonElement? stored, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
