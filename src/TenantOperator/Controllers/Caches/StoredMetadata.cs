using System.Text.Json;

namespace TenantOperator.Controllers.Caches;

/// <summary>The metadata that is read whatever else an object holds.</summary>
internal sealed record StoredMetadata(long Generation, bool Deleting, IReadOnlyList<string> Finalizers, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    public static StoredMetadata Of(JsonElement stored)
    {
        if (!stored.TryGetProperty("metadata", out var metadata))
            return new(0, false, [], None, None);
        var generation = metadata.TryGetProperty("generation", out var number) && number.TryGetInt64(out var value) ? value : 0;
        var deleting = metadata.TryGetProperty("deletionTimestamp", out var time) && time.ValueKind == JsonValueKind.String;
        return new(generation, deleting, List(metadata, "finalizers"), Map(metadata, "labels"), Map(metadata, "annotations"));
    }

    private static IReadOnlyList<string> List(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => e.GetString() ?? "")]
            : [];

    private static IReadOnlyDictionary<string, string> Map(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal)
            : None;
}
