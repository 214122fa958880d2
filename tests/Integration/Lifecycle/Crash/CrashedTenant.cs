using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Integration.Lifecycle.Crash;

/// <summary>One tenant of a story. Neighbours in number differ in every kind of wall, so that a namespace that moves between them has to change all.</summary>
/// <param name="prefix">What the names of all tenants of the story begin with.</param>
/// <param name="number">Its number.</param>
internal sealed class CrashedTenant(string prefix, int number)
{
    /// <summary>The tenant's name.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:D3}");

    /// <summary>The namespace that moves to the next tenant.</summary>
    public string Dev => $"{Name}-dev";

    /// <summary>The namespace that stays.</summary>
    public string Test => $"{Name}-test";

    /// <summary>Whether its namespace stays when it goes.</summary>
    public bool Retains => number % 2 == 1;

    /// <summary>As it is written.</summary>
    public JsonObject Manifest => JsonNode.Parse(
        $$"""
        {"apiVersion": "tenantoperator.io/v1alpha1", "kind": "Tenant", "metadata": {"name": "{{Name}}"}, "spec": {
          "deletionProtection": false,
          "owners": [{"kind": "User", "name": "owner-{{number}}"}],
          "members": [{"role": "edit", "subjects": [{"kind": "Group", "name": "devs-{{number}}"}]}],
          "namespaces": {"deletionPolicy": "{{(Retains ? "Retain" : "Delete")}}", "labels": {"example.com/team-{{number % 2}}": "t{{number}}"}, "provision": [{"name": "dev"}, {"name": "test"}]},
          "quotas": [{{More}}{"name": "q", "hard": {"pods": "{{number + 1}}"} }],
          "limitRanges": [{"name": "l", "limits": [{"type": "Container", "default": {"cpu": "{{number + 1}}"} }]}],
          "network": {"egress": {"internet": {{(Retains ? "true" : "false")}} } },
          "pods": {"securityStandard": "{{(Retains ? "Baseline" : "Restricted")}}"}
        } }
        """)!.AsObject();

    // One that its neighbours do not have.
    private string More => Retains ? """{"name": "more", "hard": {"services": "3"} }, """ : "";

    /// <summary>As the operator reads it.</summary>
    public Tenant Parsed => Manifest.Deserialize(TenantJson.Default.Tenant)!;

    /// <summary>Kind and name of its walls in each namespace.</summary>
    public IReadOnlyCollection<(string Kind, string Name)> Walls =>
        [.. Blueprint.InNamespace(Parsed, new(Dev), new()).Where(d => d.Type != ObjectType.RoleBinding).Select(d => (d.Type.Kind, d.Name))];
}
