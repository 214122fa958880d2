using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Chart.Tests.Helm;

/// <summary>YAML as JSON nodes, as the API server's own reader would take it: only plain scalars become numbers, booleans or null.</summary>
internal static class Yaml
{
    /// <summary>The mappings of a stream; empty documents are left out.</summary>
    public static IEnumerable<JsonObject> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(d => Convert(d.RootNode)).OfType<JsonObject>();
    }

    /// <summary>The one mapping of a file; an empty one when it holds nothing.</summary>
    public static JsonObject File(string path) => Documents(System.IO.File.ReadAllText(path)).SingleOrDefault() ?? [];

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Convert(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } => Plain(text ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidDataException($"{node.Start}: {node.NodeType} is not expected here"),
    };

    private static JsonNode? Plain(string text) =>
        text is "" or "~" or "null" ? null
        : bool.TryParse(text, out bool flag) ? JsonValue.Create(flag)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? JsonValue.Create(number)
        : JsonValue.Create(text);
}
