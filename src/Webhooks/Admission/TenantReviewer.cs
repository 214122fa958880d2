using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Objects;
using Webhooks.Index;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>
/// Holds Tenants themselves to what makes sense, so that nothing invalid is ever stored. An update that leaves the spec alone
/// always passes (finalizers must come off whatever newer versions think of the spec), and so does a deletion.
/// </summary>
internal sealed class TenantReviewer(TenancyIndex index)
{
    private const string Rule = "tenants/valid";

    public static bool IsTenant(AdmissionRequest request) =>
        string.Equals(request.Group, Tenant.Group, StringComparison.Ordinal) && string.Equals(request.Resource, Tenant.Plural, StringComparison.Ordinal);

    public Answer Review(AdmissionRequest request)
    {
        if (request.Operation is Operations.Delete || IsSpecUnchanged(request))
            return new() { Tenant = request.Name };
        if (!index.IsSynced)
            return new() { Denial = PolicyResolver.NotReady };
        var problems = Problems(request);
        return problems.Count == 0
            ? new() { Tenant = request.Name }
            : new() { Denial = Denial.Invalid(Text(request.Name, problems)), DenyingRules = [Rule] };
    }

    private static bool IsSpecUnchanged(AdmissionRequest request) =>
        request.Operation is Operations.Update && JsonElement.DeepEquals(Spec(request.Object), Spec(request.OldObject));

    private static JsonElement Spec(JsonElement tenant) => tenant.At("spec"u8);

    private List<string> Problems(AdmissionRequest request)
    {
        try
        {
            return request.Object.Deserialize(TenantJson.Default.Tenant) is { } tenant ? Problems(tenant) : ["the object is null"];
        }
        catch (JsonException e)
        {
            return [$"{e.Path?.TrimStart('$', '.')}: the value does not have the type that the schema asks for"];
        }
    }

    private List<string> Problems(Tenant tenant)
    {
        List<string> problems = [];
        var prefix = tenant.Spec.Namespaces?.Prefix ?? $"{tenant.Metadata.Name}-";
        if (index.OtherOwnerOfPrefix(prefix, tenant.Metadata.Name) is { } owner)
            problems.Add($"spec.namespaces.prefix: \"{prefix}\" is the prefix of tenant \"{owner.Name}\" already; give this tenant another");
        return problems;
    }

    private static string Text(string name, List<string> problems) =>
        $"tenant \"{name}\": {problems.Count} {(problems.Count == 1 ? "error" : "errors")}\n- {string.Join("\n- ", problems)}";
}
