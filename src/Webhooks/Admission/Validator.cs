using System.Collections.Frozen;
using Tenancy.Isolation;
using Tenancy.Isolation.Namespaces;
using Tenancy.Objects;
using Tenancy.Policies;
using Webhooks.Index;
using Webhooks.Ledgers;
using Webhooks.Mutation;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>Holds requests to the rules.</summary>
internal sealed class Validator(PolicyResolver resolver, PlatformSettings platform, TenantReviewer tenants, TenantClassReviewer classes, NamespacePlaces places) : IReviewer
{
    private static readonly FrozenSet<(string Group, string Resource)> Guarded =
        RuleCatalogue.All.SelectMany(r => r.Guards).Select(g => (g.Group, g.Resource)).ToFrozenSet();

    public ValueTask<Answer> ReviewAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (TenantReviewer.IsTenant(request))
            return tenants.ReviewAsync(request, deadline, cancellationToken);
        if (TenantClassReviewer.IsTenantClass(request))
            return new(classes.Review(request));
        if (!Guarded.Contains((request.Group, request.Resource)))
            return new(new Answer { Denial = NoRule(request) });
        var resolution = resolver.ResolveAsync(request, deadline, cancellationToken);
        // From memory, as nearly always, nothing waits.
        return resolution.IsCompletedSuccessfully ? DecideAsync(request, resolution.Result, deadline, cancellationToken) : WaitAsync(request, resolution, deadline, cancellationToken);
    }

    private async ValueTask<Answer> WaitAsync(AdmissionRequest request, ValueTask<Resolution> resolution, Deadline deadline, CancellationToken cancellationToken) =>
        await DecideAsync(request, await resolution, deadline, cancellationToken);

    private ValueTask<Answer> DecideAsync(AdmissionRequest request, Resolution resolution, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!resolution.IsKnown)
            return new(new Answer { Denial = resolution.Denial });
        var answer = Decide(request, resolution.Policy, resolution.Facts);
        return answer.Allowed && IsNewNamespace(request, resolution.Policy) ? EnterAsync(answer, request, resolution.Policy, deadline, cancellationToken) : new(answer);
    }

    // One that says whose it is, of a tenant that there is.
    private static bool IsNewNamespace(AdmissionRequest request, TenantPolicy policy) =>
        request is { Group: "", Resource: "namespaces", Operation: Operations.Create } && policy is { Exists: true, Name.Length: > 0 } && NamespaceView.Written(request).TenantLabel.IsText(policy.Name);

    // Last of all: what a rule refuses takes no place.
    private async ValueTask<Answer> EnterAsync(Answer answer, AdmissionRequest request, TenantPolicy policy, Deadline deadline, CancellationToken cancellationToken)
    {
        int? limit = platform.StandingOf(request.Requester, policy).IsPlatform() ? null : policy.Namespaces.Limit;
        var denial = await places.TakeAsync(policy, NamespaceView.NameOf(request), limit, request.DryRun, deadline, cancellationToken);
        return denial is null ? answer : answer with { Denial = denial, DenyingRules = denial.RetryAfterSeconds is null ? [Limit.RuleId] : [] };
    }

    // Nothing is asked of us that no rule guards, unless the registration is another version's: then a rule may be missing here.
    private static Denial NoRule(AdmissionRequest request) =>
        Denial.Forbidden($"tenant-operator has no rule for {request.Resource}: its webhook registration is not of the version that runs; upgrade both");

    private Answer Decide(AdmissionRequest request, TenantPolicy policy, IClusterFacts facts)
    {
        var input = new RuleInput { Request = request, Policy = policy, Platform = platform, Cluster = facts };
        var verdict = RuleEngine.Decide(input);
        if (verdict.Warnings.Count + verdict.Audited.Count > 0 && TemplateDefaults.Fill(input) is { } filled)
            verdict = RuleEngine.Decide(input with { Request = filled });
        return VerdictAnswer.Of(policy, verdict);
    }
}
