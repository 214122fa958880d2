using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>A change in the history. Objects in it are never changed again.</summary>
/// <param name="Collection">Where.</param>
/// <param name="Revision">The resourceVersion it made.</param>
/// <param name="Before">Null for a creation.</param>
/// <param name="After">Null for a deletion, whose last state <paramref name="Before"/> is.</param>
internal sealed record StoredEvent(string Collection, long Revision, JsonObject? Before, JsonObject? After);
