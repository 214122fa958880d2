using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Generator;

/// <summary>Writes JSON values as block YAML, in the order that they have, so that a diff of two generated files reads well.</summary>
internal static partial class Yaml
{
    private const int Width = 120;

    // What could be meant as something other than a string, to any YAML parser, is quoted.
    private static readonly string[] Ambiguous = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, with a line end at its end.</summary>
    public static string Render(JsonObject document)
    {
        var output = new StringBuilder();
        Members(output, document, 0);
        return output.ToString();
    }

    private static void Members(StringBuilder output, JsonObject value, int indent, bool firstInLine = false)
    {
        foreach (var (key, child) in value)
        {
            if (!firstInLine)
                output.Append(' ', indent);
            firstInLine = false;
            output.Append(Scalar(key)).Append(':');
            Child(output, child, indent);
        }
    }

    private static void Child(StringBuilder output, JsonNode? child, int indent)
    {
        switch (child)
        {
            case JsonObject { Count: > 0 } members:
                output.Append('\n');
                Members(output, members, indent + 2);
                break;
            case JsonArray { Count: > 0 } items:
                output.Append('\n');
                Items(output, items, indent + 2);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var text && indent + text.Length > Width:
                Folded(output, text, indent + 2);
                break;
            default:
                output.Append(' ').Append(Inline(child)).Append('\n');
                break;
        }
    }

    private static void Items(StringBuilder output, JsonArray items, int indent)
    {
        foreach (var item in items)
        {
            output.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } members)
                Members(output, members, indent + 2, firstInLine: true);
            else
                output.Append(Inline(item)).Append('\n');
        }
    }

    private static void Folded(StringBuilder output, string text, int indent)
    {
        output.Append(" >-");
        var column = Width;
        foreach (var word in text.Split(' '))
        {
            if (column + 1 + word.Length > Width)
            {
                output.Append('\n').Append(' ', indent).Append(word);
                column = indent + word.Length;
            }
            else
            {
                output.Append(' ').Append(word);
                column += 1 + word.Length;
            }
        }
        output.Append('\n');
    }

    private static string Inline(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Ambiguous.Contains(text, StringComparer.OrdinalIgnoreCase) ? text : JsonSerializer.Serialize(text, Quoting);

    [GeneratedRegex(@"^[A-Za-z/.]([-A-Za-z0-9_./ ,;()']*[-A-Za-z0-9_./)])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
