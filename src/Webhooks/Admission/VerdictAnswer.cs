using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>What is answered to a verdict.</summary>
internal static class VerdictAnswer
{
    /// <summary>The answer, without a patch.</summary>
    public static Answer Of(TenantPolicy policy, Verdict verdict) => new()
    {
        Tenant = policy.Name,
        TenantExists = policy.Exists,
        Denial = verdict.Allowed ? null : Denial.Forbidden(DenialText.Of(policy, verdict.Denials)),
        DenyingRules = DenialText.Rules(verdict.Denials),
        Warnings = DenialText.Warnings(policy, verdict.Warnings),
        WarningRules = DenialText.Rules(verdict.Warnings),
        AuditedRules = DenialText.Rules(verdict.Audited),
        Enforcement = policy.Enforcement,
    };
}
