using Tenancy.Policies;

namespace Tenancy.Isolation.Quotas;

/// <summary>Quotas and limit ranges beside those that the operator manages.</summary>
public sealed class Own : IRule
{
    public string Id => "quotas/own";

    public string Denies => "Creating, updating and deleting ResourceQuotas and LimitRanges by others than platform admins, the operator and the system; what managed/objects guards, that rule tells.";

    public string Why => "Quotas are the platform's bounds. No role of ours grants them, and this is the second wall: a LimitRange of the tenant's own sets other requests than the ones that were "
        + "planned with, and a quota that a platform admin has put there is as much a wall as the operator's.";

    public string? NotAudited => "It judges who writes, and a stored object does not tell who wrote it.";

    /// <summary>Not resourcequotas/status: the API server itself writes it for every pod, and rbac/verbs keeps it out of Roles.</summary>
    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "resourcequotas", Operations.Write | Operations.Delete),
        new("", "v1", "limitranges", Operations.Write | Operations.Delete),
    ];

    /// <summary>These objects are not to be touched at all.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem() || Managed.Objects.SpeaksOf(input.Request))
            return;
        violations.Add("", $"quotas and limit ranges are written by platform admins, not by {input.Request.Requester.Username}; they come from the Tenant's spec.quotas and spec.limitRanges");
    }
}
