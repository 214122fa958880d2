using System.Text.Json.Nodes;
using Generator;
using Generator.Artefacts;
using Generator.Schemas;
using Tenancy.Api;

namespace Tenancy.Tests.Api;

public sealed class CrdTests
{
    private static readonly JsonNode Root = CustomResource.Definition(typeof(Tenant))["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;

    [Fact]
    public void Every_field_has_a_description_that_is_a_sentence() => Assert.All(
        // All that an API server lets a schema say of metadata is how the name looks.
        Schemas("", Root).Where(s => s.Path is not ".metadata"),
        s => Assert.Matches(@"^[^\s].{8,}[.)]$", (string?)s.Schema["description"] ?? $"{s.Path} has none"));

    [Fact]
    public void Every_list_and_map_is_bounded() => Assert.All(
        Schemas("", Root).Where(s => s.Path.StartsWith(".spec", StringComparison.Ordinal)),
        s => Assert.True(
            (string?)s.Schema["type"] switch
            {
                "array" => s.Schema["maxItems"] is not null,
                "object" => s.Schema["properties"] is not null || s.Schema["maxProperties"] is not null,
                "string" => s.Schema["maxLength"] is not null || s.Schema["enum"] is not null,
                _ => true,
            },
            $"{s.Path} has no bound"));

    // The effective policy is a copy of what two schemas have judged: a third one would double the CRD, and refuse what a newer operator wrote.
    [Fact]
    public void Every_object_lists_its_fields_and_keeps_no_others() => Assert.All(
        Schemas("", Root).Where(s => (string?)s.Schema["type"] == "object" && s.Path is not ".status.effectivePolicy"),
        s => Assert.Null(s.Schema["x-kubernetes-preserve-unknown-fields"]));

    [Fact]
    public void A_key_of_a_list_is_required() => Assert.All(
        Schemas("", Root).Where(s => s.Schema["x-kubernetes-list-map-keys"] is not null),
        s => Assert.Contains((string?)s.Schema["x-kubernetes-list-map-keys"]![0], s.Schema["items"]!["required"]!.AsArray().Select(r => (string?)r)));

    [Fact]
    public void Quantities_are_numbers_or_strings() => IsJson(
        """{"x-kubernetes-int-or-string": true}""",
        Root["properties"]!["spec"]!["properties"]!["quotas"]!["items"]!["properties"]!["hard"]!["additionalProperties"]);

    [Fact]
    public void The_chart_has_the_very_CRD()
    {
        var chart = new ChartTenantCrd().Render().Split('\n').Where(line => !line.TrimStart().StartsWith("{{-", StringComparison.Ordinal)).ToList();
        var plain = new TenantCrd().Render().Split('\n').Skip(1).ToList();

        Assert.Equal(["  labels:", "  annotations:", "    helm.sh/resource-policy: keep"], chart.Except(plain));
        Assert.Equal([], plain.Except(chart));
    }

    [Theory]
    [InlineData(null, "a\n", "missing")]
    [InlineData("a\n", "a\n", null)]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "differs from line 2 on\n  - b\n  + x")]
    [InlineData("a", "a\nb", "differs from line 2 on\n  - (end of file)\n  + b")]
    public void Drift_is_told_by_its_first_line(string? have, string want, string? told) => Assert.Equal(told, Drift.Between(have, want));

    [Fact]
    public void Yaml_reads_back_as_what_was_written()
    {
        var document = JsonNode.Parse("""
            {"plain": "text", "number": 5, "text": "5", "bool": true, "word": "no", "empty": "", "colon": "a: b", "hash": "a #b", "dash": "- a", "quote": "it's \"so\"",
             "none": {}, "list": [], "nested": [{"a": 1, "b": [1, 2]}, "x"], "pattern": "^[a-z]([-a-z]*)?$", "star": "*", "brace": "{a}"}
            """)!.AsObject();
        document["long"] = string.Join(' ', Enumerable.Repeat("word", 60));

        Assert.True(JsonNode.DeepEquals(document, YamlText.Parse(Yaml.Render(document))));
    }

    private static void IsJson(string expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());

    private static IEnumerable<(string Path, JsonNode Schema)> Schemas(string path, JsonNode schema) =>
        (schema["properties"]?.AsObject() ?? []).SelectMany(p => Schemas($"{path}.{p.Key}", p.Value!).Prepend(($"{path}.{p.Key}", p.Value!)))
            .Concat(schema["items"] is { } items ? Schemas($"{path}[]", items) : []);
}
