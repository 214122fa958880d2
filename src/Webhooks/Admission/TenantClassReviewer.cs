using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Isolation;
using Tenancy.Policies;
using Tenancy.Validation;
using Webhooks.Index;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>Holds TenantClasses to what makes sense: nothing invalid is stored, and none goes while tenants have it.</summary>
internal sealed class TenantClassReviewer(TenancyIndex index, PlatformSettings platform, StandardClass standard)
{
    private const string Rule = "tenantclasses/valid";
    private const int Shown = 5;

    private const string ComesBack =
        "tenant class \"standard\" is made again, as the chart's standardClass.policy says, while standardClass.enabled is true; to be without it: helm upgrade --set standardClass.enabled=false, then delete it";

    public static bool IsTenantClass(AdmissionRequest request) =>
        string.Equals(request.Group, TenantClass.Group, StringComparison.Ordinal) && string.Equals(request.Resource, TenantClass.Plural, StringComparison.Ordinal);

    public Answer Review(AdmissionRequest request)
    {
        if (!index.IsSynced)
            return new() { Denial = PolicyResolver.NotReady };
        return request.Operation is Operations.Delete ? Deletion(request.Name) : Write(request);
    }

    private Answer Write(AdmissionRequest request)
    {
        var errors = TenantClassValidation.Validate(request.Object, request.OldObject, platform);
        return errors.Count == 0
            ? new()
            : Refused(Denial.Invalid(DenialText.Of($"tenant class \"{request.Name}\"", errors)));
    }

    // Without the class its tenants would lose their quotas and fall back to the strict defaults in the same moment.
    private Answer Deletion(string name)
    {
        var tenants = index.TenantsOfClass(name);
        return tenants.Count == 0
            ? new() { Warnings = standard.Enabled && name == StandardClass.Name ? [ComesBack] : [] }
            : Refused(Denial.Forbidden(
                $"tenant class \"{name}\" is the class of {tenants.Count} {(tenants.Count == 1 ? "tenant" : "tenants")} "
                + $"({string.Join(", ", tenants.Take(Shown))}{(tenants.Count > Shown ? ", …" : "")}); give them another spec.className, or make another class the default, before it is deleted"));
    }

    private static Answer Refused(Denial denial) => new() { Denial = denial, DenyingRules = [Rule] };
}
