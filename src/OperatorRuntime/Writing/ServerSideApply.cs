using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Makes stored objects agree with intents by server-side apply, and writes only when they differ.</summary>
public sealed class ServerSideApply(KubeTransport transport, string fieldManager, RuntimeServices? services = null)
{
    internal KubeTransport Transport => transport;

    internal string FieldManager => fieldManager;

    internal RuntimeServices Services { get; } = services ?? new RuntimeServices();

    /// <summary>Applies <paramref name="intent"/> unless <paramref name="stored"/> agrees with it already.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="intent">Complete: apiVersion, kind, metadata.name, metadata.namespace, and exactly the fields we own.</param>
    /// <param name="stored">The informer's view; null when the object does not exist there.</param>
    /// <param name="comparer">What counts as a difference.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="ApiException">The API server refused.</exception>
    public Task<ApplyResult> ApplyAsync(
        ResourceType type, JsonObject intent, Entity<StoredContent>? stored, IntentComparer comparer, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
