using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tenancy.Api;
using Tenancy.Objects;

namespace Tenancy.Validation;

/// <summary>What can be said of the JSON of a custom resource before it is read: entries that are null, and fields that the API does not have.</summary>
/// <param name="spec">The type of the resource's spec.</param>
internal sealed class FieldShapes(JsonTypeInfo spec)
{
    /// <summary>Those of a Tenant.</summary>
    public static FieldShapes OfTenant { get; } = new(TenantJson.Default.TenantSpec);

    /// <summary>Those of a TenantClass.</summary>
    public static FieldShapes OfTenantClass { get; } = new(TenantJson.Default.TenantClassSpec);

    /// <summary>Entries of lists and maps that are null. (A field that is null is one that is unset.)</summary>
    public IReadOnlyList<FieldError> NullEntries(JsonElement entity) => Walk(entity, new(Nulls: [], Unknown: [])).Nulls;

    /// <summary>Fields that are misspelt, or of another version, in the object and in kubectl's copy of what was applied, if it is a new copy.</summary>
    public IReadOnlyList<FieldError> UnknownFields(JsonElement entity, JsonElement stored)
    {
        var applied = Applied(entity);
        return [.. Unknown(entity), .. applied is null || applied == Applied(stored) ? [] : UnknownIn(applied)];
    }

    private IReadOnlyList<FieldError> UnknownIn(string applied)
    {
        try
        {
            using var document = JsonDocument.Parse(applied);
            return Unknown(document.RootElement);
        }
        catch (JsonException)
        {
            // Not kubectl's, whatever it is.
            return [];
        }
    }

    private IReadOnlyList<FieldError> Unknown(JsonElement entity) => Walk(entity, new(Nulls: [], Unknown: [])).Unknown;

    private static string? Applied(JsonElement entity) => entity.At("metadata"u8).At("annotations"u8).String("kubectl.kubernetes.io/last-applied-configuration"u8);

    private Findings Walk(JsonElement entity, Findings findings)
    {
        Walk(entity.At("spec"u8), spec, "spec", findings);
        return findings;
    }

    private static void Walk(JsonElement value, JsonTypeInfo? type, string path, Findings findings)
    {
        switch (type?.Kind, value.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                foreach (var member in value.EnumerateObject())
                {
                    if (type.Properties.FirstOrDefault(p => p.Name == member.Name) is { } property)
                        Walk(member.Value, TenantJson.Default.GetTypeInfo(property.PropertyType), $"{path}.{member.Name}", findings);
                    else
                        findings.Unknown.Add(new($"{path}.{member.Name}", $"Unknown field: {path} has {string.Join(", ", type.Properties.Select(p => p.Name))}"));
                }
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                var items = type.ElementType is { } item ? TenantJson.Default.GetTypeInfo(item) : null;
                for (var i = 0; i < value.GetArrayLength(); i++)
                    Entry(value[i], items, $"{path}[{i}]", findings);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                foreach (var entry in value.EnumerateObject())
                    Entry(entry.Value, null, $"{path}[{entry.Name}]", findings);
                break;
        }
    }

    private static void Entry(JsonElement value, JsonTypeInfo? type, string path, Findings findings)
    {
        if (value.Exists())
            Walk(value, type, path, findings);
        else
            findings.Nulls.Add(new(path, Problem.Required("an entry is never null")));
    }

    private sealed record Findings(List<FieldError> Nulls, List<FieldError> Unknown);
}
