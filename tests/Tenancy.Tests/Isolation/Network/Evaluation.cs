using System.Net;
using System.Text.Json.Nodes;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>
/// What NetworkPolicies let through, connection by connection, as the API's documentation says; written without a look at how the rule decides.
/// Knows valid policies of the namespace <see cref="SmallWorld.Own"/> only.
/// </summary>
internal sealed class Evaluation
{
    private readonly JsonObject[] specs;
    private readonly bool ingress;

    // Endpoints share their labels: what a selector says of these need be found out once.
    private readonly Dictionary<(JsonNode, object), bool> matches = [];
    private readonly Dictionary<(JsonNode, (string, int)?), int> ports = [];

    public Evaluation(IEnumerable<JsonObject> specs, bool ingress) => (this.specs, this.ingress) = ([.. specs.Where(s => IsAbout(s, ingress))], ingress);

    /// <summary>For each subject, for each peer, the ports that are open.</summary>
    public int[][] Open(Endpoint[] subjects, Endpoint[] peers)
    {
        var open = subjects.Select(s => new int[peers.Length]).ToArray();
        foreach (var spec in specs)
        {
            var about = subjects.Select(s => Matches(spec["podSelector"], s.Labels)).ToArray();
            foreach (var rule in spec[ingress ? "ingress" : "egress"]?.AsArray() ?? [])
            {
                var named = rule![ingress ? "from" : "to"]?.AsArray();
                var meant = peers.Select(p => named is null or { Count: 0 } || named.Any(peer => IsPeer(peer!, p))).ToArray();
                for (var s = 0; s < subjects.Length; s++)
                {
                    for (var p = 0; about[s] && p < peers.Length; p++)
                    {
                        if (meant[p])
                            open[s][p] |= rule["ports"] is JsonArray list ? Ports(list, (ingress ? subjects[s] : peers[p]).Http) : Port.All;
                    }
                }
            }
        }
        for (var s = 0; s < subjects.Length; s++)
        {
            if (!specs.Any(spec => Matches(spec["podSelector"], subjects[s].Labels)))
                Array.Fill(open[s], Port.All);
        }
        return open;
    }

    private static bool IsAbout(JsonObject spec, bool ingress) => spec["policyTypes"]?.AsArray() is { Count: > 0 } types
        ? types.Any(t => (string)t! == (ingress ? "Ingress" : "Egress"))
        : ingress || spec["egress"]?.AsArray() is { Count: > 0 };

    private bool IsPeer(JsonNode peer, Endpoint endpoint)
    {
        if (peer["ipBlock"] is { } block)
            return endpoint.Address is { } address && Holds(block["cidr"], address) && !(block["except"]?.AsArray() ?? []).Any(e => Holds(e, address));
        return endpoint.Namespace is not null
            && (peer["namespaceSelector"] is { } namespaces ? Matches(namespaces, endpoint.NamespaceLabels) : endpoint.Namespace == SmallWorld.Own)
            && Matches(peer["podSelector"], endpoint.Labels);
    }

    private static bool Holds(JsonNode? range, IPAddress address) => IPNetwork.Parse((string)range!).Contains(address);

    private int Ports(JsonArray list, (string, int)? http)
    {
        if (!ports.TryGetValue((list, http), out var bits))
            ports[(list, http)] = bits = list.Count == 0 ? Port.All : list.Aggregate(0, (sum, port) => sum | Ports(port!, http));
        return bits;
    }

    private static int Ports(JsonNode port, (string Protocol, int Number)? destination)
    {
        var protocol = (string?)port["protocol"] ?? "TCP";
        if (port["port"] is not JsonValue value)
            return Port.Bits(protocol, 1, 65_535);
        if (value.TryGetValue<int>(out var number))
            return Port.Bits(protocol, number, (int?)port["endPort"] ?? number);
        return destination is { } http && http.Protocol == protocol ? Port.Bits(protocol, http.Number, http.Number) : 0;
    }

    private bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels)
    {
        if (selector is null)
            return true;
        if (!matches.TryGetValue((selector, labels), out var known))
            matches[(selector, labels)] = known = Selects(selector, labels);
        return known;
    }

    private static bool Selects(JsonNode selector, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in selector["matchLabels"]?.AsObject() ?? [])
        {
            if (!labels.TryGetValue(key, out var actual) || actual != (string)value!)
                return false;
        }
        foreach (var requirement in selector["matchExpressions"]?.AsArray() ?? [])
        {
            var has = labels.TryGetValue((string)requirement!["key"]!, out var actual);
            var listed = has && (requirement["values"]?.AsArray() ?? []).Any(v => (string)v! == actual);
            var holds = (string)requirement["operator"]! switch
            {
                "In" => listed,
                "NotIn" => !listed,
                "Exists" => has,
                _ => !has,
            };
            if (!holds)
                return false;
        }
        return true;
    }
}
