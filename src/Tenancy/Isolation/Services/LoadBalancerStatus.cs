using Tenancy.Policies;

namespace Tenancy.Isolation.Services;

/// <summary>What the cloud says of a Service.</summary>
public sealed class LoadBalancerStatus : IRule
{
    public string Id => "services/load-balancer-status";

    public string Denies => "Any write of services/status by others than the system, the platform's admins and the controllers that the platform names.";

    public string Why => "Every node sends the traffic for status.loadBalancer.ingress to the service, as for externalIPs: the other half of CVE-2020-8554. And annotations can be "
        + "changed by way of status, past the rules that look at the Service itself.";

    public string? NotAudited => "It judges who writes a status, and a stored object does not tell who wrote it.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services/status", Operations.Update)];

    // Whatever is written: the stored object has no part in it.
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (!input.Standing.IsPlatformOrSystem())
            violations.Add("status", $"is the load balancer controller's to write, not \"{input.Request.Requester.Username}\"'s; a controller is named in the chart's platform.additionalSystemUsers");
    }
}
