using Tenancy.Isolation;
using Tenancy.Policies;

namespace Tenancy.Audit;

/// <summary>
/// Says what the policy in force would refuse of a stored object, were it written anew as it is: by the rules that judge requests, but
/// without what excuses an update of what is stored already. All modes count: one who tries a rule in mode Warn or Audit wants to know what enforcing it would meet.
/// </summary>
/// <param name="platform">What the platform was set up with.</param>
/// <param name="completed">
/// The request with a workload's pod template as its pods will be, defaults filled in; null when there is nothing to fill in. Pods themselves are
/// judged as they are: they run so.
/// </param>
public sealed class StoredObjectJudge(PlatformSettings platform, Func<RuleInput, AdmissionRequest?> completed)
{
    /// <summary>All that would be refused; empty when the object may stand.</summary>
    public IReadOnlyList<Violation> Judge(StoredObject stored, TenantPolicy policy, IClusterFacts cluster)
    {
        if (!stored.IsToBeJudged(policy))
            return [];
        var input = new RuleInput { Request = stored.AsRequest(), Policy = policy, Platform = platform, Cluster = cluster, IsStored = true };
        var found = RuleEngine.Audit(input);
        return found.Count > 0 && completed(input) is { } whole ? RuleEngine.Audit(input with { Request = whole }) : found;
    }
}
