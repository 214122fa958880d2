using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Generator.Schemas;

/// <summary>
/// Structural OpenAPI v3 schemas of the API types: descriptions from their documentation, bounds from their attributes. A bound on
/// a list or map of strings (<see cref="StringLengthAttribute"/> and its like) is one on each of its values.
/// </summary>
internal static class Schema
{
    /// <summary>The schema of a record.</summary>
    public static JsonObject Of(Type type)
    {
        var schema = new JsonObject { ["type"] = "object", ["description"] = XmlDocs.Summary(type) };
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        if (properties.Where(p => p.IsDefined(typeof(RequiredAttribute))).Select(p => (JsonNode)NameOf(p)).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        schema["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(NameOf(p), (JsonNode?)Of(p))));
        return schema;
    }

    private static JsonObject Of(PropertyInfo property)
    {
        if (property.PropertyType == typeof(ObjectMeta))
            return Metadata();
        var description = XmlDocs.Summary(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Argument(type, typeof(IReadOnlyDictionary<,>), 1) is { } mapped)
            return Map(property, mapped, description);
        return Argument(type, typeof(IReadOnlyList<>), 0) is { } listed
            ? List(property, listed, description)
            : With(Bounded(Value(type), property), description);
    }

    private static JsonObject Value(Type type) => type switch
    {
        _ when type == typeof(string) => new() { ["type"] = "string" },
        _ when type == typeof(bool) => new() { ["type"] = "boolean" },
        _ when type == typeof(int) => new() { ["type"] = "integer", ["format"] = "int32" },
        _ when type == typeof(long) => new() { ["type"] = "integer", ["format"] = "int64" },
        _ when type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
        _ when type == typeof(JsonElement) => new() { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
        { IsEnum: true } => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)n)]) },
        { IsClass: true } => Of(type),
        _ => throw new NotSupportedException($"{type} has no schema"),
    };

    private static JsonObject List(PropertyInfo property, Type item, string description)
    {
        var schema = new JsonObject { ["type"] = "array", ["description"] = description };
        if (property.GetCustomAttribute<ItemsAttribute>() is { } items)
            Limits(schema, "Items", items.Min, items.Max);
        if (property.GetCustomAttribute<ListMapKeyAttribute>() is { } map)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray(map.Key);
        }
        else
        {
            schema["x-kubernetes-list-type"] = "atomic";
        }
        schema["items"] = Bounded(Value(item), property);
        return schema;
    }

    private static JsonObject Map(PropertyInfo property, Type value, string description)
    {
        var schema = new JsonObject { ["type"] = "object", ["description"] = description };
        if (property.GetCustomAttribute<ItemsAttribute>() is { } items)
            Limits(schema, "Properties", items.Min, items.Max);
        schema["additionalProperties"] = property.IsDefined(typeof(QuantityAttribute))
            ? new JsonObject { ["x-kubernetes-int-or-string"] = true } // with anyOf, as some write it, an API server says each error thrice
            : Bounded(Value(value), property);
        return schema;
    }

    private static JsonObject Bounded(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<StringLengthAttribute>() is { } length)
            Limits(schema, "Length", length.MinimumLength, length.MaximumLength);
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
            schema["pattern"] = pattern.Pattern;
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(v => (JsonNode)(string)v!)]);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = Convert.ToInt64(range.Minimum);
            schema["maximum"] = Convert.ToInt64(range.Maximum);
        }
        return schema;
    }

    private static void Limits(JsonObject schema, string what, int min, int max)
    {
        if (min > 0)
            schema[$"min{what}"] = min;
        if (max < int.MaxValue)
            schema[$"max{what}"] = max;
    }

    /// <summary>
    /// Of metadata, a schema may say only how the name looks; the API server refuses even a description there. So the bound on the name
    /// holds on every version, where a CEL rule would not: kubectl refuses <c>x-kubernetes-validations</c> for a server older than 1.23.
    /// </summary>
    private static JsonObject Metadata()
    {
        var name = typeof(ObjectMeta).GetProperty(nameof(ObjectMeta.Name))!;
        return new() { ["type"] = "object", ["properties"] = new JsonObject { ["name"] = Of(name) } };
    }

    private static JsonObject With(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    private static Type? Argument(Type type, Type generic, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[index] : null;

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
