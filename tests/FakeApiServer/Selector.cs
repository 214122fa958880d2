using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>Label selectors (<c>k</c>, <c>!k</c>, <c>k=v</c>, <c>k!=v</c>) and field selectors on metadata.</summary>
internal sealed class Selector(string? labels, string? fields, string ns)
{
    public bool Matches(JsonObject candidate)
    {
        var metadata = candidate["metadata"]!.AsObject();
        return (ns.Length == 0 || metadata["namespace"]?.GetValue<string>() == ns)
            && Terms(labels).All(term => Holds(term, metadata["labels"] as JsonObject))
            && Terms(fields).All(term => HoldsField(term, metadata));
    }

    private static string[] Terms(string? selector) => selector?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool Holds(string term, JsonObject? labels)
    {
        var parts = term.Split(["!=", "==", "="], 2, StringSplitOptions.None);
        var value = labels?[parts[0].TrimStart('!')]?.GetValue<string>();
        return parts.Length == 1 ? value is null == term.StartsWith('!') : (value == parts[1]) != term.Contains("!=", StringComparison.Ordinal);
    }

    private static bool HoldsField(string term, JsonObject metadata)
    {
        var parts = term.Split('=', 2);
        return metadata[parts[0].Replace("metadata.", "", StringComparison.Ordinal)]?.GetValue<string>() == parts[1].TrimStart('=');
    }
}
