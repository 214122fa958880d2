using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>
/// The spec of a NetworkPolicy with the API server's defaults written out (kubernetes, pkg/apis/networking/v1/defaults.go). A null in a list,
/// which no Tenant that passed validation has, is written as null: whoever reads it knows it for invalid.
/// </summary>
internal static class NetworkPolicyJson
{
    public static JsonObject Of(NetworkPolicySpec spec)
    {
        var json = new JsonObject { ["podSelector"] = Selector(spec.PodSelector ?? new()) };
        Add(json, "ingress", spec.Ingress, rule => Rule("from", rule.From, rule.Ports));
        Add(json, "egress", spec.Egress, rule => Rule("to", rule.To, rule.Ports));
        Add(json, "policyTypes", PolicyTypes(spec), type => type);
        return json;
    }

    /// <summary>The types that the policy is of once the API server has filled them in.</summary>
    public static IReadOnlyList<string> PolicyTypes(NetworkPolicySpec spec) =>
        spec.PolicyTypes is { Count: > 0 } types ? types : spec.Egress is { Count: > 0 } ? ["Ingress", "Egress"] : ["Ingress"];

    private static JsonObject Rule(string direction, IReadOnlyList<NetworkPeer>? peers, IReadOnlyList<NetworkPort>? ports)
    {
        var json = new JsonObject();
        Add(json, "ports", ports, Port);
        Add(json, direction, peers, Peer);
        return json;
    }

    private static JsonObject Port(NetworkPort port)
    {
        var json = new JsonObject { ["protocol"] = port.Protocol ?? "TCP" };
        if (port.Port is { } number)
            json["port"] = number;
        return json;
    }

    private static JsonObject Peer(NetworkPeer peer)
    {
        var json = new JsonObject();
        if (peer.PodSelector is { } pods)
            json["podSelector"] = Selector(pods);
        if (peer.NamespaceSelector is { } namespaces)
            json["namespaceSelector"] = Selector(namespaces);
        if (peer.IpBlock is { } block)
        {
            var range = new JsonObject { ["cidr"] = block.Cidr };
            Add(range, "except", block.Except, except => except);
            json["ipBlock"] = range;
        }
        return json;
    }

    private static JsonObject Selector(LabelSelector selector)
    {
        var json = new JsonObject();
        if (selector.MatchLabels is { Count: > 0 } labels)
            json["matchLabels"] = MetadataMap.Of(labels);
        Add(json, "matchExpressions", selector.MatchExpressions, Requirement);
        return json;
    }

    private static JsonObject Requirement(LabelRequirement requirement)
    {
        var json = new JsonObject { ["key"] = requirement.Key, ["operator"] = requirement.Operator.ToString() };
        Add(json, "values", requirement.Values, value => value);
        return json;
    }

    private static void Add<T>(JsonObject json, string name, IReadOnlyList<T>? items, Func<T, JsonNode?> toJson)
        where T : class
    {
        if (items is { Count: > 0 })
            json[name] = new JsonArray([.. items.Select(item => item is null ? null : toJson(item))]);
    }
}
