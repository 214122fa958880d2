using System.Text.Json;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;

namespace Tenancy.Reach;

/// <summary>
/// What the pods of a namespace may do by the NetworkPolicies that the operator writes there: read from these policies themselves, so that the
/// walls that stand and the walls that are defended cannot differ.
/// </summary>
internal sealed class Walls
{
    private readonly Wall ingress = new();
    private readonly Wall egress = new();

    private Walls(string tenant, NetworkSpec spec, PlatformSettings platform)
    {
        Platform = platform;
        foreach (var (_, policy) in NetworkBlueprint.Specs(tenant, spec, platform))
            Add(PolicyReading.Of(JsonElement.Parse(NetworkPolicyJson.Of(policy).ToJsonString()), new()));
    }

    /// <summary>The settings that the walls follow from, beside the tenant.</summary>
    public PlatformSettings Platform { get; }

    /// <summary>Compiles the walls of a tenant.</summary>
    public static Walls Of(string tenant, NetworkSpec spec, PlatformSettings platform) => new(tenant, spec, platform);

    /// <summary>The wall of one direction.</summary>
    public Wall this[Direction direction] => direction == Direction.Ingress ? ingress : egress;

    // A policy that cannot be read closes what it is about, and opens nothing.
    private void Add(PolicyReading policy)
    {
        foreach (var direction in (Direction[])[Direction.Ingress, Direction.Egress])
        {
            if (policy.IsAbout(direction))
                this[direction].Close(policy.Subjects);
        }
        foreach (var rule in policy.Faults.Count == 0 ? policy.Rules : [])
        {
            if (policy.IsAbout(rule.Place.Direction))
                this[rule.Place.Direction].Open(policy.Subjects, rule);
        }
    }
}
