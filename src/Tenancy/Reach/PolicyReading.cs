using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Reach;

/// <summary>
/// The spec of a NetworkPolicy as sets of connections. What cannot be read becomes a fault and, where the rest goes on without it, stands for
/// the most that it could be: all pods, all ports.
/// </summary>
internal sealed class PolicyReading
{
    private readonly Effort effort;
    private readonly JsonElement podSelector;
    private readonly List<Fault> faults = [];
    private readonly List<PolicyRule> rules = [];

    private PolicyReading(JsonElement spec, Effort effort)
    {
        this.effort = effort;
        if (spec.Exists() && spec.ValueKind != JsonValueKind.Object)
            Blame("", $"{spec.Show()} is no object");
        else if (spec.Exists() && spec.Unknown("podSelector", "policyTypes", "ingress", "egress") is { } field)
            Blame(field, $"{spec.GetProperty(field).Show()}: the field is not known");
        podSelector = spec.At("podSelector"u8);
        Subjects = Selector.Limit(podSelector, Aspect.Subject, Connections.All, effort, out var problem) ?? Connections.All;
        if (problem is not null)
            Blame("podSelector", $"{PodSelector} {problem}");
        ReadTypes(spec.At("policyTypes"u8));
        ReadRules(spec.At("ingress"u8), Direction.Ingress, "ingress", "from");
        ReadRules(spec.At("egress"u8), Direction.Egress, "egress", "to");
        IsEgress ??= spec.At("egress"u8).HasItems();
    }

    /// <summary>What cannot be read.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>The selector of the pods that the policy is about, for a message; made once, however many peers there are.</summary>
    public string PodSelector => field ??= podSelector.Show();

    /// <summary>The connections of the pods that the policy is about.</summary>
    public Connections Subjects { get; }

    /// <summary>The rules of both directions, in effect or not.</summary>
    public IReadOnlyList<PolicyRule> Rules => rules;

    private bool IsIngress { get; set; } = true;

    private bool? IsEgress { get; set; }

    /// <summary>Reads a spec.</summary>
    public static PolicyReading Of(JsonElement spec, Effort effort) => new(spec, effort);

    /// <summary>Whether the policy is about this direction (kubernetes, pkg/apis/networking/v1, SetDefaults_NetworkPolicy).</summary>
    public bool IsAbout(Direction direction) => direction == Direction.Ingress ? IsIngress : IsEgress == true;

    private void ReadTypes(JsonElement types)
    {
        if (!types.IsListOrAbsent())
            Blame("policyTypes", $"{types.Show()} is no list");
        if (!types.HasItems())
            return;
        (IsIngress, IsEgress) = (false, false);
        foreach (var type in types.EnumerateArray())
        {
            if (type.ValueKind == JsonValueKind.String && type.ValueEquals("Ingress"u8))
                IsIngress = true;
            else if (type.ValueKind == JsonValueKind.String && type.ValueEquals("Egress"u8))
                IsEgress = true;
            else
                Blame("policyTypes", $"{types.Show()} holds more than Ingress and Egress");
        }
    }

    private void ReadRules(JsonElement list, Direction direction, string name, string peers)
    {
        if (!list.IsListOrAbsent())
            Blame(name, $"{list.Show()} is no list");
        var index = 0;
        foreach (var rule in list.HasItems() ? list.EnumerateArray() : default)
        {
            var path = $"{name}[{index++}]";
            effort.Spend(1);
            if (effort.IsSpent)
                return;
            if (rule.ValueKind != JsonValueKind.Object)
                Blame(path, $"{rule.Show()} is no object");
            else
                ReadRule(rule, direction, path, peers);
        }
    }

    private void ReadRule(JsonElement rule, Direction direction, string path, string peers)
    {
        if (rule.Unknown("ports", peers) is { } field)
            Blame($"{path}.{field}", $"{rule.GetProperty(field).Show()}: the field is not known");
        var ports = rule.At("ports"u8);
        if (PortList.Read(ports, effort, out var fault) is not { } numbers)
        {
            Blame($"{path}.ports{fault!.Path}", fault.Problem);
            numbers = Ports.All;
        }
        var place = new RulePlace(direction, ports);
        rules.Add(new(place, numbers, ReadPeers(rule.GetPropertyOrDefault(peers), $"{path}.{peers}", place)));
    }

    private List<Peer> ReadPeers(JsonElement list, string path, RulePlace rule)
    {
        var peers = new List<Peer>();
        if (!list.IsListOrAbsent())
            Blame(path, $"{list.Show()} is no list");
        else if (!list.HasItems())
            peers.Add(new(path, list, Connections.All, Connections.All));
        var index = 0;
        foreach (var peer in list.HasItems() ? list.EnumerateArray() : default)
        {
            effort.Spend(1);
            if (effort.IsSpent)
                return peers;
            var place = $"{path}[{index++}]";
            if (PeerShape.Read(peer, place, effort, out var problem) is { } read)
                peers.Add(read);
            else
                faults.Add(new(place, $"{peer.Show()} {problem}", rule));
        }
        return peers;
    }

    private void Blame(string path, string problem) => faults.Add(new(path, problem));
}
