using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Classes;

/// <summary>
/// The class that the operator makes while there is none of its name: a chart cannot, as it brings the definition itself. Once it is there it is the
/// platform admins', and never changed.
/// </summary>
public sealed record StandardClass
{
    /// <summary>What it is called.</summary>
    public const string Name = "standard";

    private const string Description = "Tenants that name no class have this one. Made by the operator from the chart's standardClass.policy, and never changed by it.";

    /// <summary>Whether it is made when it is absent.</summary>
    public bool Enabled { get; set; }

    /// <summary>Its policy, as a TenantClass has it; null for none.</summary>
    public JsonElement? Policy { get; set; }

    /// <summary>The object to make.</summary>
    /// <param name="isDefault">Whether tenants that name no class are to have it.</param>
    public JsonObject ToObject(bool isDefault)
    {
        var spec = new JsonObject { ["description"] = Description };
        if (Policy is { } policy)
            spec["policy"] = JsonNode.Parse(policy.GetRawText());
        return new()
        {
            ["apiVersion"] = $"{TenantClass.Group}/{TenantClass.Version}",
            ["kind"] = nameof(TenantClass),
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["annotations"] = new JsonObject { [TenantClass.DefaultAnnotation] = isDefault ? "true" : "false" },
            },
            ["spec"] = spec,
        };
    }
}
