using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tenancy.Tests.Api;

/// <summary>YAML as kubectl turns it into JSON: only plain scalars are numbers and booleans.</summary>
internal static partial class YamlText
{
    /// <summary>The one document of a file that is embedded in the test assembly.</summary>
    public static JsonNode File(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    public static JsonNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return Convert(Assert.Single(yaml.Documents).RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Convert(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value!,
        YamlScalarNode { Value: "" or "null" or "~" } => null,
        YamlScalarNode { Value: "true" or "false" } plain => plain.Value == "true",
        YamlScalarNode plain => Integer().IsMatch(plain.Value!) ? long.Parse(plain.Value!, CultureInfo.InvariantCulture) : plain.Value!,
        _ => throw new InvalidDataException($"{node.Start}: {node.NodeType}"),
    };

    [GeneratedRegex("^-?[0-9]{1,18}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Integer();
}
