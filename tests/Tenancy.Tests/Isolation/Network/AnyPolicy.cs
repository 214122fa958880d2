using System.Net;
using System.Text.Json.Nodes;
using CsCheck;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>Sections <c>spec.network</c> of a Tenant, and NetworkPolicies, that speak of the small world.</summary>
internal static class AnyPolicy
{
    private static readonly Gen<JsonObject> PodSelector = Selector(("app", SmallWorld.Apps), ("tier", SmallWorld.Tiers));

    private static readonly Gen<JsonObject> NamespaceSelector =
        Selector((SmallWorld.TenantLabel, SmallWorld.Tenants), (SmallWorld.TenantLabel, SmallWorld.Tenants), (SmallWorld.NameLabel, SmallWorld.Names), ("stage", SmallWorld.Stages));

    private static readonly Gen<string> Cidr = Gen.Frequency(
        (6, Gen.Select(Gen.OneOf("10.20.0.", "8.8.8.", "10.244.0."), Gen.Int[0, 7], Gen.Int[28, 32], (prefix, i, length) => Canonical($"{prefix}{i}", length))),
        (2, Gen.Select(Gen.Int[0, 7], Gen.Int[124, 128], (i, length) => Canonical($"2001:db8::{i}", length))),
        (1, Gen.OneOf("0.0.0.0/0", "::/0", "169.254.169.254/32", "10.0.0.0/8")));

    private static readonly Gen<JsonNode> Block = Gen.Select(Cidr, Cidr.Array[0, 2], (cidr, except) =>
    {
        var block = new JsonObject { ["cidr"] = cidr };
        var holes = except.Distinct().Where(e => IsWithin(e, cidr)).ToArray();
        if (holes.Length > 0)
            block["except"] = new JsonArray([.. holes.Select(h => (JsonNode)h)]);
        return (JsonNode)new JsonObject { ["ipBlock"] = block };
    });

    private static readonly Gen<JsonNode> Peer = Gen.Frequency(
        (2, Block),
        (1, PodSelector.Select(pods => (JsonNode)new JsonObject { ["podSelector"] = pods })),
        (2, NamespaceSelector.Select(namespaces => (JsonNode)new JsonObject { ["namespaceSelector"] = namespaces })),
        (3, Gen.Select(NamespaceSelector, PodSelector, (namespaces, pods) => (JsonNode)new JsonObject { ["namespaceSelector"] = namespaces, ["podSelector"] = pods })));

    private static readonly Gen<JsonNode> NumberedPort = Gen.Select(Gen.OneOf<string?>(null, "TCP", "UDP", "SCTP"), Gen.OneOf<int?>(null, 1, 2, 3, 53), (protocol, number) =>
    {
        var port = new JsonObject();
        if (protocol is not null)
            port["protocol"] = protocol;
        if (number is not null)
            port["port"] = number;
        return (JsonNode)port;
    });

    private static readonly Gen<JsonNode> Port = Gen.Frequency(
        (4, NumberedPort),
        (1, Gen.Select(Gen.OneOf("TCP", "UDP"), Gen.OneOf((1, 2), (2, 3), (1, 53), (53, 65_535)), (protocol, range) =>
            (JsonNode)new JsonObject { ["protocol"] = protocol, ["port"] = range.Item1, ["endPort"] = range.Item2 })),
        (1, Gen.OneOf("TCP", "UDP").Select(protocol => (JsonNode)new JsonObject { ["protocol"] = protocol, ["port"] = "http" })));

    /// <summary>What a Tenant may have as <c>spec.network</c>; not all of them are valid.</summary>
    public static Gen<JsonObject> Network { get; } = Gen.Select(
        Gen.Frequency((4, Gen.Const("Tenant")), (3, Gen.Const("Namespace")), (3, Gen.Const("None"))), Gen.Bool, Peer.Array[0, 2], Gen.Bool, Cidr.Array[0, 2], Cidr.Array[0, 2],
        Spec(Peer, NumberedPort).Array[0, 2],
        (isolation, dns, allowFrom, internet, cidrs, except, policies) =>
        {
            var network = new JsonObject
            {
                ["isolation"] = isolation,
                ["policies"] = new JsonArray([.. policies.Select((p, i) => (JsonNode)new JsonObject { ["name"] = $"p{i}", ["spec"] = p })]),
            };
            if (isolation == "None")
                return network;
            network["dns"] = dns;
            network["allowFrom"] = List(allowFrom);
            network["egress"] = new JsonObject { ["internet"] = internet, ["cidrs"] = Texts(cidrs), ["except"] = Texts(except) };
            return network;
        });

    /// <summary>
    /// A tenant's own policy, of peers made up, and of peers of the policies that the operator writes: as they are, or with one requirement more.
    /// </summary>
    public static Gen<JsonObject> OwnSpec(IEnumerable<JsonObject> standing)
    {
        JsonNode[] known = [.. standing.SelectMany(s => Rules(s).SelectMany(r => (r!["from"] ?? r["to"])?.AsArray() ?? [])).Select(p => p!)];
        return Spec(known.Length == 0 ? Peer : Gen.Frequency((1, Peer), (1, Gen.OneOf(known)), (1, Narrowed(known))), Port);
    }

    private static Gen<JsonNode> Narrowed(JsonNode[] known) => Gen.Select(Gen.OneOf(known), PodSelector, (peer, pods) =>
    {
        var narrowed = peer.DeepClone();
        if (narrowed["ipBlock"] is null && narrowed["podSelector"] is not JsonObject { Count: > 0 })
            narrowed["podSelector"] = pods.DeepClone();
        return narrowed;
    });

    private static IEnumerable<JsonNode?> Rules(JsonObject spec) => (spec["ingress"]?.AsArray() ?? []).Concat(spec["egress"]?.AsArray() ?? []);

    private static Gen<JsonObject> Spec(Gen<JsonNode> peer, Gen<JsonNode> port)
    {
        Gen<JsonNode> Rule(string peers) => Gen.Select(Gen.Frequency((1, Gen.Const(Array.Empty<JsonNode>())), (9, peer.Array[1, 2])), port.Array[0, 2], (list, ports) =>
        {
            var rule = new JsonObject();
            if (list.Length > 0)
                rule[peers] = List(list);
            if (ports.Length > 0)
                rule["ports"] = List(ports);
            return (JsonNode)rule;
        });
        return Gen.Select(PodSelector, Gen.Int[0, 3], Rule("from").Array[1, 2], Rule("to").Array[1, 2], (pods, types, ingress, egress) =>
        {
            var spec = new JsonObject { ["podSelector"] = pods.DeepClone() };
            if (types < 3)
                spec["policyTypes"] = types switch { 0 => Texts(["Ingress"]), 1 => Texts(["Egress"]), _ => Texts(["Ingress", "Egress"]) };
            if (types != 1)
                spec["ingress"] = List(ingress);
            if (types != 0)
                spec["egress"] = List(egress);
            return spec;
        });
    }

    private static Gen<JsonObject> Selector(params (string Key, string[] Values)[] labels)
    {
        var requirement = Gen.OneOf(labels).SelectMany(label => Gen.Select(
            Gen.OneOf("In", "In", "NotIn", "Exists", "DoesNotExist"), Gen.OneOf(label.Values).Array[1, 2], (op, values) =>
            {
                var json = new JsonObject { ["key"] = label.Key, ["operator"] = op };
                if (op is "In" or "NotIn")
                    json["values"] = Texts([.. values.Distinct()]);
                return (JsonNode)json;
            }));
        var equality = Gen.OneOf(labels).SelectMany(label => Gen.OneOf(label.Values).Select(value => (label.Key, value)));
        return Gen.Frequency(
            (1, Gen.Const(() => new JsonObject())),
            (3, equality.Array[1, 2].Select(pairs => new JsonObject
            {
                ["matchLabels"] = new JsonObject(pairs.DistinctBy(p => p.Key).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.value))),
            })),
            (3, requirement.Array[1, 2].Select(list => new JsonObject { ["matchExpressions"] = List(list) })));
    }

    // A node of JSON has one parent: what is drawn may be drawn again.
    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items.Select(i => i.DeepClone())]);

    private static JsonArray Texts(IEnumerable<string> items) => new([.. items.Distinct().Select(i => (JsonNode)i)]);

    private static bool IsWithin(string inner, string outer) =>
        IPNetwork.Parse(inner) is var i && IPNetwork.Parse(outer) is var o && i.BaseAddress.AddressFamily == o.BaseAddress.AddressFamily
        && i.PrefixLength > o.PrefixLength && o.Contains(i.BaseAddress);

    private static string Canonical(string address, int length)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{length}";
    }
}
