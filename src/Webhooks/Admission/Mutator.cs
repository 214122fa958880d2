using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Index;
using Webhooks.Mutation;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>Fills in what objects leave unset, and refuses what rules say of objects as they were written.</summary>
internal sealed class Mutator(PolicyResolver resolver, PlatformSettings platform) : IReviewer
{
    public ValueTask<Answer> ReviewAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var resolution = resolver.ResolveAsync(request, deadline, cancellationToken);
        // From memory, as nearly always, nothing waits.
        return resolution.IsCompletedSuccessfully ? new(Mutate(request, resolution.Result)) : WaitAsync(request, resolution);
    }

    private async ValueTask<Answer> WaitAsync(AdmissionRequest request, ValueTask<Resolution> resolution) => Mutate(request, await resolution);

    private Answer Mutate(AdmissionRequest request, Resolution resolution) => resolution.IsKnown ? Mutate(request, resolution.Policy, resolution.Facts, platform) : new() { Denial = resolution.Denial };

    /// <summary>The answer under a policy.</summary>
    internal static Answer Mutate(AdmissionRequest request, TenantPolicy policy, IClusterFacts facts, PlatformSettings platform)
    {
        var input = new RuleInput { Request = request, Policy = policy, Platform = platform, Cluster = facts };
        // What is refused here is refused for good: no validation follows. What passes is judged as a whole there.
        var verdict = RuleEngine.Decide(input, Stage.Mutation);
        if (!verdict.Allowed)
            return VerdictAnswer.Of(policy, verdict);
        using var patch = new PatchWriter();
        foreach (var mutation in Mutations.All)
        {
            if (Guards(mutation, request))
                mutation.Apply(input, patch);
        }
        return VerdictAnswer.Of(policy, verdict) with { Patch = patch.Finish() };
    }

    private static bool Guards(IMutation mutation, AdmissionRequest request)
    {
        foreach (var guard in mutation.Guards)
        {
            if (guard.Operations.HasFlag(request.Operation)
                && string.Equals(guard.Resource, request.Resource, StringComparison.Ordinal)
                && string.Equals(guard.Group, request.Group, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
