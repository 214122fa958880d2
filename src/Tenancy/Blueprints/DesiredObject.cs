using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>An object that must stand in the cluster, just as the API server will store it: its defaults are written out.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Namespace">Where it stands; null for cluster-scoped objects.</param>
/// <param name="Name">Its name.</param>
/// <param name="Body">The whole object: apiVersion, kind, metadata, and what the operator owns of the rest. For the caller to keep or change.</param>
public sealed record DesiredObject(ObjectType Type, string? Namespace, string Name, JsonObject Body)
{
    /// <summary>An object with the metadata that every managed object has.</summary>
    internal static DesiredObject Create(ObjectType type, string? @namespace, string name, string tenant, params ReadOnlySpan<(string Key, JsonNode? Value)> rest)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
            metadata["namespace"] = @namespace;
        metadata["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Operator, [Labels.Tenant] = tenant };
        var body = new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = metadata };
        foreach (var (key, value) in rest)
            body[key] = value;
        return new(type, @namespace, name, body);
    }
}
