using System.Reflection;
using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Generator.Schemas;

/// <summary>A CustomResourceDefinition (apiextensions.k8s.io/v1) from a type that <see cref="CustomResourceAttribute"/> marks.</summary>
internal static class CustomResource
{
    public static JsonObject Definition(Type type)
    {
        var resource = type.GetCustomAttribute<CustomResourceAttribute>() ?? throw new InvalidOperationException($"{type} is no custom resource");
        var (group, version) = (Constant(type, "Group"), Constant(type, "Version"));
        return new()
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{resource.Plural}.{group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = group,
                ["scope"] = "Cluster",
                ["preserveUnknownFields"] = false,
                ["names"] = Names(type, resource),
                ["versions"] = new JsonArray(OnlyVersion(type, version)),
            },
        };
    }

    private static JsonObject OnlyVersion(Type type, string name)
    {
        var version = new JsonObject { ["name"] = name, ["served"] = true, ["storage"] = true };
        if (type.GetProperty("Status") is not null)
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        version["additionalPrinterColumns"] = new JsonArray([.. type.GetCustomAttributes<PrinterColumnAttribute>().Select(Column)]);
        version["schema"] = new JsonObject { ["openAPIV3Schema"] = Schema.Of(type) };
        return version;
    }

    private static JsonObject Names(Type type, CustomResourceAttribute resource)
    {
        var names = new JsonObject
        {
            ["kind"] = type.Name,
            ["listKind"] = $"{type.Name}List",
            ["plural"] = resource.Plural,
            ["singular"] = resource.Singular,
        };
        if (resource.ShortName is { } shortName)
            names["shortNames"] = new JsonArray(shortName);
        if (resource.Categories is { } categories)
            names["categories"] = new JsonArray([.. categories.Split(',').Select(c => (JsonNode)c.Trim())]);
        return names;
    }

    private static JsonObject Column(PrinterColumnAttribute column)
    {
        var json = new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["jsonPath"] = column.JsonPath };
        if (column.Description is { } description)
            json["description"] = description;
        if (column.Wide)
            json["priority"] = 1; // a priority above 0 is shown with -o wide only
        return json;
    }

    private static string Constant(Type type, string name) => (string)type.GetField(name)!.GetRawConstantValue()!;
}
