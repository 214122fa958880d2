using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Makes stored objects agree with intents by server-side apply, and writes only when they differ.</summary>
/// <param name="transport">To the API server.</param>
/// <param name="fieldManager">The owner of the intents' fields; it takes over what others set in them.</param>
/// <param name="contents">The pool of the informers that give <see cref="Entity{T}"/> of <see cref="StoredContent"/>.</param>
public sealed class ServerSideApply(KubeTransport transport, string fieldManager, ContentPool contents)
{
    /// <summary>Objects that are gone leave their entries behind; forgetting all of them costs one write each that changes nothing.</summary>
    private const int MostAccepted = 100_000;

    /// <summary>
    /// What the server made of an intent although it differs from it (its defaults, another webhook's additions). As long as both stay
    /// the same, writing again would give the same again. Cluster API remembers the resourceVersion; the content is better, because a
    /// status, such as a quota's usage, changes the version all the time.
    /// </summary>
    private readonly ConcurrentDictionary<(ResourceType Type, NamespacedName Key), (ulong Intent, ulong Stored)> accepted = new();

    /// <summary>Applies <paramref name="intent"/> unless <paramref name="stored"/> agrees with it already, and removes what stands too much below wholly owned paths.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="intent">Complete: apiVersion, kind, metadata.name, metadata.namespace, and exactly the fields we own.</param>
    /// <param name="stored">The informer's view; null when the object does not exist there.</param>
    /// <param name="comparer">What counts as a difference.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="ApiException">The API server refused; a conflict when the surplus changed meanwhile (retry).</exception>
    public async Task<ApplyResult> ApplyAsync(
        ResourceType type, JsonObject intent, Entity<StoredContent>? stored, IntentComparer comparer, CancellationToken cancellation)
    {
        var key = KeyOf(intent);
        var intentHash = StoredContent.HashOf(RequestSpec.Serialise(intent));
        if (stored is not null && Agrees(type, stored, intentHash, intent, comparer))
        {
            return new ApplyResult(false, stored.ResourceVersion);
        }
        using var applied = await transport.ApplyAsync(type, key, intent, fieldManager, force: true, null, cancellation);
        var difference = comparer.Compare(intent, applied.RootElement);
        if (difference.Surplus.Count == 0)
        {
            return Remember(type, key, intentHash, difference, applied);
        }
        var version = applied.RootElement.Child("metadata").Text("resourceVersion");
        using var pruned = await transport.JsonPatchAsync(type, key, RemovalOf(difference.Surplus, version), null, cancellation);
        return Remember(type, key, intentHash, comparer.Compare(intent, pruned.RootElement), pruned);
    }

    private bool Agrees(ResourceType type, Entity<StoredContent> stored, ulong intentHash, JsonObject intent, IntentComparer comparer)
    {
        if (accepted.TryGetValue((type, stored.Key), out var known) && known == (intentHash, stored.Value.Hash))
        {
            return true;
        }
        using var content = stored.Value.Parse();
        return comparer.Compare(intent, content.RootElement).IsNone;
    }

    private ApplyResult Remember(ResourceType type, NamespacedName key, ulong intentHash, IntentDifference difference, JsonDocument answer)
    {
        if (difference.IsNone)
        {
            accepted.TryRemove((type, key), out _);
        }
        else
        {
            if (accepted.Count >= MostAccepted)
            {
                accepted.Clear();
            }
            accepted[(type, key)] = (intentHash, contents.Project(answer.RootElement).Hash);
        }
        return new ApplyResult(true, answer.RootElement.Child("metadata").Text("resourceVersion"));
    }

    /// <summary>
    /// An apply leaves what another manager owns, so a scope that somebody added to our quota would stay. Removing from the end keeps
    /// the indexes of lists right; the test makes it hold for the state that was looked at, and no other.
    /// </summary>
    private static JsonArray RemovalOf(IEnumerable<string> surplus, string resourceVersion)
    {
        var patch = new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = resourceVersion });
        foreach (var path in surplus.Reverse())
        {
            patch.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = path });
        }
        return patch;
    }

    private static NamespacedName KeyOf(JsonObject intent)
    {
        var metadata = intent["metadata"] as JsonObject ?? throw new ArgumentException("the intent has no metadata", nameof(intent));
        return new NamespacedName(metadata["namespace"]?.GetValue<string>() ?? "", metadata["name"]?.GetValue<string>() ?? "");
    }
}
