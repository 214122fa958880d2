using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tenancy.Api;
using Tenancy.Objects;

namespace Tenancy.Validation;

/// <summary>What can be said of a Tenant's JSON before it is read: entries that are null, and fields that the API does not have.</summary>
internal static class FieldShapes
{
    /// <summary>Entries of lists and maps that are null. (A field that is null is one that is unset.)</summary>
    public static IReadOnlyList<FieldError> NullEntries(JsonElement tenant) => Walk(tenant, new(Nulls: [], Unknown: [])).Nulls;

    /// <summary>Fields that are misspelt, or of another version, in the object and in kubectl's copy of what was applied, if it is a new copy.</summary>
    public static IReadOnlyList<FieldError> UnknownFields(JsonElement tenant, JsonElement stored)
    {
        var applied = Applied(tenant);
        return [.. Unknown(tenant), .. applied is null || applied == Applied(stored) ? [] : UnknownIn(applied)];
    }

    private static IReadOnlyList<FieldError> UnknownIn(string applied)
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

    private static IReadOnlyList<FieldError> Unknown(JsonElement tenant) => Walk(tenant, new(Nulls: [], Unknown: [])).Unknown;

    private static string? Applied(JsonElement tenant) => tenant.At("metadata"u8).At("annotations"u8).String("kubectl.kubernetes.io/last-applied-configuration"u8);

    private static Findings Walk(JsonElement tenant, Findings findings)
    {
        Walk(tenant.At("spec"u8), TenantJson.Default.TenantSpec, "spec", findings);
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
