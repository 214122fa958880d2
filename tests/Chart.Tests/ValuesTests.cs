using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chart.Tests.Helm;

namespace Chart.Tests;

/// <summary>values.yaml, values.schema.json and the table in the chart's README name the same keys.</summary>
public sealed partial class ValuesTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(ChartFolder.PathOf("values.schema.json")))!.AsObject();

    [Fact]
    public void Every_key_of_the_schema_has_a_default_in_values_yaml()
    {
        var values = Yaml.File(ChartFolder.PathOf("values.yaml"));

        Assert.DoesNotContain(SchemaKeys(), key => !Has(values, key.Split('.')));
    }

    // helm checks the other direction: it holds values.yaml itself to the schema (LintTests).
    [Fact]
    public void The_readme_lists_every_key_of_the_schema_and_no_other() =>
        Assert.Equal(SchemaKeys().Order(StringComparer.Ordinal), ReadmeKeys().Order(StringComparer.Ordinal));

    [Fact]
    public void No_object_of_the_schema_takes_keys_that_it_does_not_name() =>
        Assert.Empty(ObjectsIn(Schema, "").Where(o => o.Node.ContainsKey("properties") && !IsFalse(o.Node["additionalProperties"])).Select(o => o.Path));

    [Fact]
    public void A_map_of_the_schema_says_what_its_values_are()
    {
        var open = ObjectsIn(Schema, "").Where(o => !o.Node.ContainsKey("properties") && o.Node["additionalProperties"] is not JsonObject).Select(o => o.Path);

        // helm itself fills this one in, for charts that have this one as their subchart.
        Assert.Equal(["/properties/global"], open);
    }

    private static IEnumerable<string> SchemaKeys() => Keys(Schema, "").Where(key => key != "global");

    private static IEnumerable<string> Keys(JsonObject schema, string prefix) =>
        schema["properties"]!.AsObject().SelectMany(p => p.Value!["properties"] is null
            ? [prefix + p.Key]
            : Keys(p.Value.AsObject(), $"{prefix}{p.Key}."));

    private static IEnumerable<string> ReadmeKeys() =>
        File.ReadLines(ChartFolder.PathOf("README.md")).Select(line => TableRow().Match(line)).Where(m => m.Success).Select(m => m.Groups["key"].Value);

    private static bool Has(JsonNode? node, ReadOnlySpan<string> path) =>
        path.IsEmpty || (node is JsonObject map && map.ContainsKey(path[0]) && Has(map[path[0]], path[1..]));

    private static IEnumerable<(string Path, JsonObject Node)> ObjectsIn(JsonNode? node, string path)
    {
        var inner = node switch
        {
            JsonObject map => map.SelectMany(p => ObjectsIn(p.Value, $"{path}/{p.Key}")),
            JsonArray list => list.SelectMany((item, i) => ObjectsIn(item, $"{path}/{i}")),
            _ => [],
        };
        return node is JsonObject here && here["type"] is JsonValue type && type.ToString() == "object" ? inner.Prepend((path, here)) : inner;
    }

    private static bool IsFalse(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && !flag;

    [GeneratedRegex(@"^\| `(?<key>[a-zA-Z.]+)` \|", RegexOptions.None, 1000)]
    private static partial Regex TableRow();
}
