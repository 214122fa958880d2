using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>What a pod is said to be.</summary>
public sealed class Status : IRule
{
    public string Id => "pods/status";

    public string Denies => "Writes of pods/status by others than nodes, the system, platform admins and the operator.";

    public string Why =>
        "Services send traffic to the address that stands in a pod's status, and the API server's proxy connects to it: with a made-up podIP a Service leads to "
        + "another tenant's pod or to a node, as Endpoints written by hand do (CVE-2021-25740). The subresource stores labels, too.";

    public string? NotAudited => "It judges who writes a status, and a stored object does not tell who wrote it.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "pods/status", Operations.Update)];

    /// <summary>The rule is about who asks.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem())
            return;
        violations.Add("status", "must be written by nodes and the system alone");
    }
}
