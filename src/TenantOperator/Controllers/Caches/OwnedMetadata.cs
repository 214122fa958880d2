using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantOperator.Controllers.Caches;

/// <summary>
/// Which labels and annotations of an object are ours by server-side apply. What leaves an intent is no difference between it and the
/// stored object, since others may have labels there too; only the ownership shows that an apply is needed to remove it.
/// </summary>
internal static class OwnedMetadata
{
    private static readonly string[] Maps = ["labels", "annotations"];

    /// <summary>The keys that the field manager owns, in a form that compares; from the object's managedFields.</summary>
    public static string Of(JsonElement stored, string fieldManager)
    {
        if (!stored.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("managedFields", out var managers))
            return "";
        foreach (var manager in managers.EnumerateArray())
        {
            if (Text(manager, "manager") != fieldManager || Text(manager, "operation") != "Apply" || Text(manager, "subresource") is not null)
                continue;
            if (manager.TryGetProperty("fieldsV1", out var fields) && fields.TryGetProperty("f:metadata", out var owned))
                return Join(Maps.SelectMany(map => Fields(owned, map)));
        }

        return "";
    }

    /// <summary>The keys that an intent would own, in the same form.</summary>
    public static string Of(JsonObject intent) =>
        Join(Maps.SelectMany(map => (intent["metadata"]![map] as JsonObject ?? []).Select(p => $"{map}/{p.Key}")));

    private static IEnumerable<string> Fields(JsonElement owned, string map) =>
        owned.TryGetProperty($"f:{map}", out var fields)
            ? fields.EnumerateObject().Where(f => f.Name.StartsWith("f:", StringComparison.Ordinal)).Select(f => $"{map}/{f.Name[2..]}")
            : [];

    // Ten thousand namespaces have few different sets of keys: equal ones share their memory.
    private static string Join(IEnumerable<string> keys) => string.Intern(string.Join(' ', keys.Order(StringComparer.Ordinal)));

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
