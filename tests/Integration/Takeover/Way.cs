using System.Text.Json.Nodes;

namespace Integration.Takeover;

/// <summary>A kind of request by which a Namespace's metadata can be written.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ContentType">The media type of the body, which tells the kinds of PATCH apart; a PUT has plain JSON.</param>
/// <param name="Subresource">Empty, status or finalize.</param>
public sealed record Way(string Name, string ContentType, string Subresource)
{
    private static readonly Way[] Patches =
    [
        new("update", "application/json", ""),
        new("merge patch", "application/merge-patch+json", ""),
        new("strategic merge patch", "application/strategic-merge-patch+json", ""),
        new("JSON patch", "application/json-patch+json", ""),
        new("apply patch", "application/apply-patch+yaml", ""),
    ];

    /// <summary>All there are; <c>finalize</c> takes no patch.</summary>
    public static IReadOnlyList<Way> All { get; } = [.. Patches, .. Patches.Select(p => p with { Subresource = "status" }), Patches[0] with { Subresource = "finalize" }];

    public HttpMethod Method => Name == "update" ? HttpMethod.Put : HttpMethod.Patch;

    /// <summary>The request's body, for a namespace as it is stored.</summary>
    public JsonNode Body(JsonObject stored, Change change)
    {
        var wanted = change.Of(stored);
        return Name switch
        {
            "update" => Whole(stored, wanted),
            "JSON patch" => new JsonArray([.. wanted.Select(field => new JsonObject { ["op"] = "add", ["path"] = $"/metadata/{field.Key}", ["value"] = field.Value?.DeepClone() ?? Empty(field.Key) })]),
            "apply patch" => new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = change.Intent(stored) },
            _ => new JsonObject { ["metadata"] = MergePatch(stored, wanted, strategic: Name == "strategic merge patch") },
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Subresource.Length == 0 ? Name : $"{Name} of {Subresource}";

    private static JsonObject Whole(JsonObject stored, JsonObject wanted)
    {
        var whole = (JsonObject)stored.DeepClone();
        foreach (var (field, value) in wanted)
            whole["metadata"]![field] = value?.DeepClone();
        return whole;
    }

    private static JsonObject MergePatch(JsonObject stored, JsonObject wanted, bool strategic)
    {
        var patch = new JsonObject();
        foreach (var (field, value) in wanted)
        {
            // A map is merged key by key, so what is to go is named; a list is replaced, where the strategic kind is told so.
            if (field == "labels")
            {
                var labels = patch[field] = new JsonObject();
                foreach (var (key, _) in stored["metadata"]!["labels"] as JsonObject ?? [])
                    labels[key] = null;
                foreach (var (key, label) in value!.AsObject())
                    labels[key] = label!.DeepClone();
            }
            else
            {
                // The directive has no meaning where there is no list.
                patch[field] = strategic && stored["metadata"]![field] is not null ? new JsonArray([.. value!.AsArray().Select(v => v!.DeepClone()), new JsonObject { ["$patch"] = "replace" }]) : value!.DeepClone();
            }
        }
        return patch;
    }

    private static JsonNode Empty(string field) => field == "labels" ? new JsonObject() : new JsonArray();
}
