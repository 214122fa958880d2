using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>Server-side apply in small: maps are merged field by field, everything else, lists too, is one value with owners.</summary>
internal sealed class FieldOwners
{
    private readonly Dictionary<string, HashSet<string>> fieldsOf = new(StringComparer.Ordinal);

    public JsonObject Apply(JsonObject? current, JsonObject intent, string manager, bool force)
    {
        var result = current ?? new JsonObject { ["apiVersion"] = intent["apiVersion"]?.DeepClone(), ["kind"] = intent["kind"]?.DeepClone() };
        var wanted = Leaves(intent, "").ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
        foreach (var (path, value) in wanted)
        {
            foreach (var (other, fields) in fieldsOf)
            {
                if (other != manager && fields.Contains(path) && !JsonNode.DeepEquals(Find(result, path), value))
                {
                    if (!force)
                    {
                        throw StatusFailure.Conflict($"Apply failed with 1 conflict: conflict with \"{other}\": {path}");
                    }
                    fields.Remove(path);
                }
            }
            Set(result, path, value);
        }
        var before = fieldsOf.GetValueOrDefault(manager) ?? [];
        fieldsOf[manager] = [.. wanted.Keys];
        foreach (var dropped in before.Where(path => !fieldsOf.Values.Any(fields => fields.Contains(path))))
        {
            Unset(result, dropped);
        }
        return result;
    }

    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonObject map, string prefix)
    {
        foreach (var (name, value) in map)
        {
            var path = prefix + "\n" + name;
            if (prefix.Length == 0 && name is "apiVersion" or "kind" || path is "\nmetadata\nname" or "\nmetadata\nnamespace")
            {
                continue;
            }
            if (value is JsonObject { Count: > 0 } child)
            {
                foreach (var leaf in Leaves(child, path))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return (path, value);
            }
        }
    }

    private static JsonNode? Find(JsonObject root, string path) =>
        path.Split('\n')[1..].Aggregate((JsonNode?)root, (node, name) => (node as JsonObject)?[name]);

    private static void Set(JsonObject root, string path, JsonNode? value)
    {
        var names = path.Split('\n')[1..];
        var parent = root;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }
            parent = child;
        }
        if (value is JsonObject { Count: 0 } && parent[names[^1]] is JsonObject)
        {
            return;
        }
        parent[names[^1]] = value?.DeepClone();
    }

    private static void Unset(JsonObject root, string path)
    {
        var names = path.Split('\n')[1..];
        if (names[..^1].Aggregate((JsonNode?)root, (node, name) => (node as JsonObject)?[name]) is JsonObject parent)
        {
            parent.Remove(names[^1]);
        }
    }
}
