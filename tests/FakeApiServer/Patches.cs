using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>JSON Patch (RFC 6902: add, remove, replace, test) and JSON Merge Patch (RFC 7396).</summary>
internal static class Patches
{
    public static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject child)
            {
                if (target[name] is not JsonObject next)
                {
                    target[name] = next = [];
                }
                Merge(next, child);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    public static void Json(JsonObject target, JsonArray operations)
    {
        foreach (var operation in operations)
        {
            Apply(target, operation!.AsObject());
        }
    }

    private static void Apply(JsonObject target, JsonObject operation)
    {
        var path = operation["path"]!.GetValue<string>();
        var names = path.Split('/')[1..].Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        var parent = names[..^1].Aggregate((JsonNode?)target, Step) ?? throw Invalid($"no parent of {path}");
        var (last, value) = (names[^1], operation["value"]?.DeepClone());
        switch (operation["op"]!.GetValue<string>(), parent)
        {
            case ("test", _):
                if (!JsonNode.DeepEquals(Step(parent, last), value))
                {
                    throw Invalid($"testing path {path} failed");
                }
                break;
            case ("add" or "replace", JsonObject map):
                map[last] = value;
                break;
            case ("add", JsonArray list):
                list.Insert(last == "-" ? list.Count : int.Parse(last), value);
                break;
            case ("replace", JsonArray list):
                list[int.Parse(last)] = value;
                break;
            case ("remove", JsonObject map):
                if (!map.Remove(last))
                {
                    throw Invalid($"nothing to remove at {path}");
                }
                break;
            case ("remove", JsonArray list):
                list.RemoveAt(int.Parse(last));
                break;
            default:
                throw Invalid($"cannot patch {path}");
        }
    }

    private static JsonNode? Step(JsonNode? node, string name) => node switch
    {
        JsonObject map => map[name],
        JsonArray list => int.TryParse(name, out var index) && index < list.Count ? list[index] : null,
        _ => null,
    };

    private static StatusFailure Invalid(string message) => new(422, "Invalid", "the server rejected our request due to an error in our request: " + message);
}
