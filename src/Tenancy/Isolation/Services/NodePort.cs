using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Services;

/// <summary>Ports on the nodes: by type, by a load balancer that allocates them, by the health check of one.</summary>
public sealed class NodePort : IRule
{
    public string Id => "services/node-port";

    public string Denies => "Type NodePort, node ports allocated by a LoadBalancer or for its health check, and ports outside the tenant's ranges.";

    public string Why => "A node port is open on every node's address, in front of every NetworkPolicy and for every tenant to collide with (Multi-Tenancy Benchmarks: block NodePort).";

    public string OpenedBy => "spec.services.nodePorts";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var service = ServiceView.Of(input.Request);
        var policy = input.Policy.Services;
        var opens = Opens(service);
        if (opens && !policy.NodePortsAllowed)
            AddType(service, violations);
        AddPorts(service.Spec, opens, policy, violations);
        AddHealthCheck(service, policy, violations);
    }

    /// <summary>Whether the API server gives each port a node port. A LoadBalancer's are spared only by an explicit false (KEP-1864).</summary>
    private static bool Opens(ServiceView service) => service.Type switch
    {
        ServiceType.NodePort or ServiceType.Unknown => true,
        ServiceType.LoadBalancer => service.Spec.Bool("allocateLoadBalancerNodePorts"u8) is not false,
        _ => false,
    };

    // The number of ports is part of the message so that an update which adds one is not forgiven as something stored.
    private static void AddType(ServiceView service, Violations violations)
    {
        var ports = service.Spec.At("ports"u8) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        if (service.Type == ServiceType.LoadBalancer)
            violations.Add("spec.allocateLoadBalancerNodePorts", $"{service.Spec.Show("allocateLoadBalancerNodePorts"u8)} is not allowed: it opens {ports} node port(s); must be false");
        else
            violations.Add("spec.type", $"{service.Spec.Show("type"u8)} is not allowed: it opens {ports} node port(s)");
    }

    private static void AddPorts(JsonElement spec, bool opens, ServicesPolicy policy, Violations violations)
    {
        var index = 0;
        foreach (var port in spec.Items("ports"u8))
        {
            var chosen = port.At("nodePort"u8);
            var isUnset = !chosen.Exists() || port.Int("nodePort"u8) == 0;
            if (!isUnset && !policy.NodePortsAllowed)
                violations.Add($"spec.ports[{index}].nodePort", $"{chosen.Show()} is not allowed");
            else if (!isUnset && !(port.Int("nodePort"u8) is { } number && policy.NodePortRanges.Allows(number)))
                violations.Add($"spec.ports[{index}].nodePort", $"{chosen.Show()} is outside the tenant's ranges ({policy.NodePortRanges})");
            else if (isUnset && opens && policy.NodePortsAllowed && !policy.NodePortRanges.IsUnset)
                violations.Add($"spec.ports[{index}].nodePort", $"unset: one must be chosen from the tenant's ranges ({policy.NodePortRanges})");
            index++;
        }
    }

    /// <summary>A LoadBalancer with externalTrafficPolicy Local gets one more port on every node, whatever it says of the others.</summary>
    private static void AddHealthCheck(ServiceView service, ServicesPolicy policy, Violations violations)
    {
        var chosen = service.Spec.At("healthCheckNodePort"u8);
        if (chosen.Exists() && service.Spec.Int("healthCheckNodePort"u8) != 0)
        {
            if (!policy.NodePortsAllowed)
                violations.Add("spec.healthCheckNodePort", $"{chosen.Show()} is not allowed");
            else if (!(service.Spec.Int("healthCheckNodePort"u8) is { } number && policy.NodePortRanges.Allows(number)))
                violations.Add("spec.healthCheckNodePort", $"{chosen.Show()} is outside the tenant's ranges ({policy.NodePortRanges})");
        }
        else if (service.Type is ServiceType.LoadBalancer && service.Spec.At("externalTrafficPolicy"u8) is var traffic && traffic.Exists()
            && !service.Spec.Is("externalTrafficPolicy"u8, "Cluster"u8))
        {
            if (!policy.NodePortsAllowed)
                violations.Add("spec.externalTrafficPolicy", $"{traffic.Show()} is not allowed on a load balancer: it opens a health check port on every node");
            else if (!policy.NodePortRanges.IsUnset)
                violations.Add("spec.healthCheckNodePort", $"unset: one must be chosen from the tenant's ranges ({policy.NodePortRanges})");
        }
    }
}
