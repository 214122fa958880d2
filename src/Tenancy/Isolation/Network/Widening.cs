using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;
using Tenancy.Reach;

namespace Tenancy.Isolation.Network;

/// <summary>The NetworkPolicies that tenants write themselves.</summary>
public sealed class Widening : IRule
{
    private static readonly Dimension TenantLabel = new(Aspect.PeerNamespace, Labels.Tenant);

    public string Id => "network/widening";

    public string Denies => "A NetworkPolicy that lets a pod be reached by or reach whom the tenant's own walls do not allow it: every peer and port of every rule, of policyTypes that "
        + "are not in effect too, must lie within what spec.network opens. An address range is never within what is opened by label, nor pods by label within a range. "
        + "Selectors, ranges and ports that are invalid, ambiguous (host bits, IPv4-mapped ranges) or take too long to decide.";

    public string Why => "NetworkPolicies add up: what one of them allows no other denies, so one rule of the tenant's own makes a door in the default-deny wall.";

    public string OpenedBy => "spec.network";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "networkpolicies", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatform())
            return;
        var spec = input.Request.Object.At("spec"u8);
        var effort = new Effort();
        var policy = PolicyReading.Of(spec, effort);
        foreach (var fault in policy.Faults)
            violations.Add(Field(fault.Path), fault.Rule is { } rule ? $"{fault.Problem}{Around(rule, policy)}" : fault.Problem);
        foreach (var rule in policy.Rules)
        {
            foreach (var peer in rule.Peers)
            {
                if (effort.IsSpent)
                    break;
                Judge(peer, rule, policy, input, effort, violations);
            }
        }
        if (effort.IsSpent)
            violations.Add("spec", $"{spec.Show()} cannot be decided within {Effort.Limit} comparisons: split it into several policies, or name fewer labels, values and ranges");
    }

    private static void Judge(Peer peer, PolicyRule rule, PolicyReading policy, RuleInput input, Effort effort, Violations violations)
    {
        var direction = rule.Place.Direction;
        var wall = input.Policy.Network.On(input.Platform)[direction];
        effort.Spend(policy.Subjects.Limits.Count);
        var limits = policy.Subjects.With(Dimension.Port, rule.Ports);
        var pods = peer.Pods is null ? null : Neighbourhood.Possible(limits.And(peer.Pods), wall, input, effort).Select(c => wall.BeyondWithPods(c, effort)).FirstOrDefault(c => c is not null);
        var addresses = peer.Addresses is null || pods is not null ? null : wall.BeyondWithAddresses(limits.And(peer.Addresses), effort);
        var example = pods is not null ? Example.WithPod(pods, direction, effort) : addresses is not null ? Example.WithAddress(addresses, direction, effort) : null;
        if (example is not null && !effort.IsSpent)
            violations.Add(Field(peer.Path), $"{Name(peer)} lets {Way(direction)} more than the tenant may, such as {example}; {Advice(peer, direction, input.Policy)}{Around(rule.Place, policy)}");
    }

    private static string Field(string path) => path.Length == 0 ? "spec" : $"spec.{path}";

    private static string Way(Direction direction) => direction == Direction.Ingress ? "in" : "out";

    private static string Name(Peer peer) => peer is { Pods: not null, Addresses: not null } ? "a list without peers" : peer.Json.Show();

    /// <summary>The rest of what makes a violation the same one, or another: a stored one excuses no other pods, no other ports, and no rule that had no effect.</summary>
    private static string Around(RulePlace rule, PolicyReading policy)
    {
        var type = rule.Direction.ToString();
        var idle = policy.IsAbout(rule.Direction) ? "" : $", judged although policyTypes lacks {type}";
        return $" (podSelector {policy.PodSelector}, ports {rule.Ports}{idle})";
    }

    private static string Advice(Peer peer, Direction direction, TenantPolicy policy)
    {
        if (peer is { Pods: null })
            return direction == Direction.Egress ? "only the address ranges that spec.network.egress of the tenant opens may be named" : "only the address ranges that spec.network.allowFrom of the tenant opens may be named";
        if (policy.Network.Isolation == NetworkIsolation.Namespace)
            return "a podSelector without namespaceSelector names pods of this namespace";
        var selected = peer.Addresses is null && !(peer.Pods[TenantLabel] is LabelValues { Listed: { Count: 1 } tenants } && tenants.Contains(policy.Name));
        return peer.Addresses is not null ? $"name peers: namespaceSelector {{matchLabels: {{{Labels.Tenant}: {policy.Name}}}}} is the whole tenant"
            : selected ? $"add {Labels.Tenant}: {policy.Name} to the matchLabels of the namespaceSelector"
            : "spec.network of the tenant says what is open";
    }
}
