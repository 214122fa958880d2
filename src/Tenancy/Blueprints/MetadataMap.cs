using System.Collections.ObjectModel;
using System.Text.Json.Nodes;

namespace Tenancy.Blueprints;

/// <summary>Labels and annotations as JSON, ordered by key as the API server writes them.</summary>
internal static class MetadataMap
{
    public static readonly IReadOnlyDictionary<string, string> Empty = ReadOnlyDictionary<string, string>.Empty;

    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var json = new JsonObject();
        foreach (var (key, value) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
            json[key] = value;
        return json;
    }
}
