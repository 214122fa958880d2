using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

public sealed class SamplesTests
{
    [Theory]
    [InlineData("minimal.yaml")]
    [InlineData("full.yaml")]
    public void A_sample_is_valid(string file) => Assert.Empty(TenantValidation.Validate(JsonSerializer.SerializeToElement(YamlText.File(file)), default, new(), [new() { Metadata = new() { Name = "standard" } }]));

    [Fact]
    public void The_full_sample_shows_every_field() => Assert.Equal([], Fields(Schema()).Except(Fields(Schema(), YamlText.File("full.yaml")["spec"]!)));

    private static JsonNode Schema() =>
        Generator.Schemas.CustomResource.Definition(typeof(Tenant))["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!;

    /// <summary>Every field of a schema, as type and field: what is said of a selector in one place need not be said in all.</summary>
    private static IEnumerable<string> Fields(JsonNode schema) =>
        schema["items"] is { } items ? Fields(items) : Properties(schema).SelectMany(p => Fields(p.Value!).Prepend(Name(schema, p.Key)));

    /// <summary>Every field of a schema that a value has.</summary>
    private static IEnumerable<string> Fields(JsonNode schema, JsonNode value) => schema["items"] is { } items
        ? value.AsArray().SelectMany(v => Fields(items, v!))
        : Properties(schema).Where(p => value[p.Key] is not null).SelectMany(p => Fields(p.Value!, value[p.Key]!).Prepend(Name(schema, p.Key)));

    private static JsonObject Properties(JsonNode schema) => schema["properties"]?.AsObject() ?? [];

    private static string Name(JsonNode schema, string field) => $"{{{string.Join(", ", Properties(schema).Select(p => p.Key))}}}: {field}";
}
