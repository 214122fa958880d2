using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Index;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>
/// Holds requests to the rules that guard whatever there is. What other rules guard is asked of <see cref="Validator"/> as well: so no rule
/// is asked twice but these.
/// </summary>
internal sealed class WhateverValidator(PolicyResolver resolver, PlatformSettings platform) : IReviewer
{
    public async ValueTask<Answer> ReviewAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var resolution = await resolver.ResolveAsync(request, deadline, cancellationToken);
        if (!resolution.IsKnown)
            return new() { Denial = resolution.Denial };
        // We are asked because the namespace is labelled as a suspended tenant's: where the Tenant itself is gone, that holds.
        var policy = resolution.Policy.Exists ? resolution.Policy : TenantPolicy.Missing(resolution.Policy.Name, suspended: true);
        var input = new RuleInput { Request = request, Policy = policy, Platform = platform, Cluster = resolution.Facts };
        return VerdictAnswer.Of(policy, RuleEngine.DecideWhatever(input));
    }
}
