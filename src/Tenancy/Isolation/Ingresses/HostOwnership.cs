using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Hosts that two tenants have in their lists.</summary>
public sealed class HostOwnership : IRule
{
    public string Id => "ingress/host-ownership";

    public string Denies => "A host of the tenant's own list that belongs to another tenant: an older one whose list overlaps it, by name or by wildcard, whatever the path.";

    public string Why => "Admission refuses a Tenant whose hosts overlap another's, but two can arrive at the same moment. Then one of them owns, for every controller that "
        + "serves, publishes or certifies a host, and the other is told by the condition HostsConflict.";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write), new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        foreach (var host in NamedHosts.Of(input.Request))
        {
            // Of what the tenant's own list does not cover, ingress/hosts speaks.
            if (HostName.TryCanonicalize(host.Name, out var name) && input.Policy.Ingress.Hosts.Allows(name)
                && input.Cluster.OwnerOfHost(name) is { } owner && !string.Equals(owner, input.Policy.Name, StringComparison.Ordinal))
                violations.Add(host.Field, $"{host.Show()} belongs to tenant \"{owner}\", the older one whose hosts hold or overlap it");
        }
    }
}
