using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Tests.Fixtures;

/// <summary>Writes JSON in another way than it usually is: the same to every reader, or, with duplicates and unknown members, almost.</summary>
internal sealed class Disguise(int seed, Disguises kinds)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();

    public static string Write(JsonNode node, int seed, Disguises kinds)
    {
        var disguise = new Disguise(seed, kinds);
        disguise.Append(node);
        return disguise.text.ToString();
    }

    private void Append(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                AppendAll('{', Members(o), '}');
                break;
            case JsonArray a:
                AppendAll('[', a.Select<JsonNode?, Action>(item => () => Append(item)), ']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Append((string)value!);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private IEnumerable<Action> Members(JsonObject o)
    {
        var members = o.Select<KeyValuePair<string, JsonNode?>, Action>(m => () => Append(m.Key, m.Value)).ToList();
        if (Strikes(Disguises.UnknownMembers))
            members.Insert(random.Next(members.Count + 1), () => Append($"x-unknown-{random.Next()}", new JsonArray("true", true, null, new JsonObject { ["hostNetwork"] = true })));
        if (o.Count > 0 && Strikes(Disguises.Duplicates))
        {
            var twice = o.ElementAt(random.Next(o.Count)).Key;
            members.Insert(random.Next(members.Count + 1), () => Append(twice, node: null));
        }
        if (kinds.HasFlag(Disguises.Order))
        {
            var shuffled = members.ToArray();
            random.Shuffle(shuffled);
            return shuffled;
        }
        return members;
    }

    private void Append(string name, JsonNode? node)
    {
        Append(name);
        Space();
        text.Append(':');
        Space();
        Append(node);
    }

    private void AppendAll(char open, IEnumerable<Action> items, char close)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            Space();
            item();
            Space();
        }
        text.Append(close);
    }

    // Any character can be written as an escape, in names too.
    private void Append(string value)
    {
        if (!Strikes(Disguises.Escapes))
        {
            text.Append(JsonSerializer.Serialize(value, Relaxed));
            return;
        }
        text.Append('"');
        foreach (var c in value)
            text.Append($"\\u{(int)c:x4}");
        text.Append('"');
    }

    private void Space()
    {
        if (Strikes(Disguises.WhiteSpace))
            text.Append(" \n\t\r"[random.Next(4)]);
    }

    private bool Strikes(Disguises kind) => kinds.HasFlag(kind) && random.Next(4) == 0;
}
