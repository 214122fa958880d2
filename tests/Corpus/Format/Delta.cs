using System.Globalization;
using System.Text.Json.Nodes;

namespace Conformance.Format;

/// <summary>
/// A change to a JSON object, as a case states it: a JSON merge patch (RFC 7386: null removes), whose top-level keys may
/// also be JSON pointers (RFC 6901) with the value to put there, so that one field of a list's item reads as one line.
/// </summary>
internal static class Delta
{
    public static JsonObject Apply(JsonObject target, JsonObject? delta)
    {
        var result = (JsonObject)target.DeepClone();
        foreach (var (key, value) in delta ?? [])
        {
            if (key.StartsWith('/'))
                Put(result, [.. key.Split('/').Skip(1).Select(Unescape)], value?.DeepClone());
            else
                Merge(result, key, value);
        }
        return result;
    }

    private static void Merge(JsonObject target, string key, JsonNode? value)
    {
        switch (value)
        {
            case null:
                target.Remove(key);
                break;
            case JsonObject changes:
                if (target[key] is not JsonObject child)
                    target[key] = child = [];
                foreach (var (k, v) in changes)
                    Merge(child, k, v);
                break;
            default:
                target[key] = value.DeepClone();
                break;
        }
    }

    private static void Put(JsonNode target, ReadOnlySpan<string> path, JsonNode? value)
    {
        var key = path[0];
        if (path.Length > 1)
            Put(Child(target, key, listFollows: path[1] is "-" or "0"), path[1..], value);
        else if (target is JsonArray list)
            PutItem(list, key, value);
        else if (value is null)
            ((JsonObject)target).Remove(key);
        else
            ((JsonObject)target)[key] = value;
    }

    private static JsonNode Child(JsonNode target, string key, bool listFollows)
    {
        if (target is JsonArray list)
            return list[Index(key)]!;
        return target[key] ?? (target[key] = listFollows ? new JsonArray() : new JsonObject())!;
    }

    private static void PutItem(JsonArray list, string key, JsonNode? value)
    {
        if (key == "-" || Index(key) == list.Count)
            list.Add(value);
        else if (value is null)
            list.RemoveAt(Index(key));
        else
            list[Index(key)] = value;
    }

    private static int Index(string key) => int.Parse(key, CultureInfo.InvariantCulture);

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
