using System.Text.Json.Nodes;
using Tenancy.Policies;

namespace Tenancy.Blueprints;

/// <summary>Quantities by resource name, each in the canonical form that the API server stores.</summary>
internal static class ResourceAmounts
{
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> amounts) =>
        MetadataMap.Of(amounts.Select(a => KeyValuePair.Create(a.Key, Quantity.TryParse(a.Value, out var quantity) ? quantity.ToString() : a.Value)));
}
