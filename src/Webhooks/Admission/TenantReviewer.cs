using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Policies;
using Tenancy.Validation;
using Webhooks.Index;
using Webhooks.Reviews;

namespace Webhooks.Admission;

/// <summary>
/// Holds Tenants themselves to what makes sense, so that nothing invalid is ever stored. An update that leaves the spec alone
/// passes (finalizers must come off whatever newer versions think of the spec). A deletion passes for a Tenant that has no namespaces, or says
/// that it may go with them. The API server deletes the Tenants of a CRD that goes without asking anybody.
/// </summary>
internal sealed class TenantReviewer(TenancyIndex index, PolicyResolver resolver, PlatformSettings platform)
{
    private const string Rule = "tenants/valid";
    private const string ProtectionRule = "tenants/deletion-protection";
    private const int Shown = 5;

    public static bool IsTenant(AdmissionRequest request) =>
        string.Equals(request.Group, Tenant.Group, StringComparison.Ordinal) && string.Equals(request.Resource, Tenant.Plural, StringComparison.Ordinal);

    public async ValueTask<Answer> ReviewAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (LeavesSpecAlone(request))
            return new() { Tenant = request.Name };
        if (!index.IsSynced)
            return new() { Denial = PolicyResolver.NotReady };
        if (request.Operation is Operations.Delete)
            return Deletion(request);
        var className = request.Object.At("spec"u8).String("className"u8);
        if ((className is null ? index.Classes.All : await resolver.ClassesWithAsync(className, deadline, cancellationToken)) is not { } classes)
            return new() { Denial = Denial.TryAgain($"TenantClass \"{className}\" could not be read from the API server in time") };
        IReadOnlyList<FieldError> errors = [.. TenantValidation.Validate(request.Object, request.OldObject, platform, classes), .. PrefixErrors(request), .. HostErrors(request)];
        return errors.Count == 0
            ? new() { Tenant = request.Name, Warnings = MemberCautions(request.Object) }
            : new() { Denial = Denial.Invalid(DenialText.Of($"tenant \"{request.Name}\"", errors)), DenyingRules = [Rule] };
    }

    // Who asks to delete a Tenant that is going already changes nothing. What is no boolean protects.
    private Answer Deletion(AdmissionRequest request)
    {
        var name = request.OldObject.At("metadata"u8).String("name"u8) ?? request.Name;
        if (request.OldObject.At("metadata"u8).At("deletionTimestamp"u8).Exists() || request.OldObject.At("spec"u8).Bool("deletionProtection"u8) is false)
            return new() { Tenant = name };
        var namespaces = index.NamespacesOf(name);
        return namespaces.Count == 0
            ? new() { Tenant = name }
            : new() { Tenant = name, Denial = Denial.Forbidden(Protected(name, namespaces)), DenyingRules = [ProtectionRule] };
    }

    private static string Protected(string name, IReadOnlyList<string> namespaces) =>
        $"tenant \"{name}\" is protected from deletion while it has namespaces, and it has {namespaces.Count}: {string.Join(", ", namespaces.Take(Shown))}{(namespaces.Count > Shown ? ", …" : "")}. "
        + "They would go with all that they hold, but for those whose deletionPolicy is Retain and those that were brought in by their label. If that is meant, set "
        + $"spec.deletionProtection to false first: kubectl patch tenant {name} --type merge -p '{{\"spec\":{{\"deletionProtection\":false}}}}'";

    // kubectl apply of a misspelt field changes nothing but the annotation: the API server drops the field before anybody sees it.
    private static bool LeavesSpecAlone(AdmissionRequest request) =>
        request.Operation is Operations.Update
        && request.Object.At("spec"u8).SameAs(request.OldObject.At("spec"u8))
        && (request.Object.At("metadata"u8).At("deletionTimestamp"u8).Exists() || LastApplied(request.Object).SameAs(LastApplied(request.OldObject)));

    private static JsonElement LastApplied(JsonElement tenant) =>
        tenant.At("metadata"u8).At("annotations"u8).At("kubectl.kubernetes.io/last-applied-configuration"u8);

    // Who has a prefix already keeps it: of two that came at the same moment, the younger is told by a condition and can still be edited.
    private IEnumerable<FieldError> PrefixErrors(AdmissionRequest request)
    {
        var prefix = PrefixOf(request.Object, request.Name);
        if (request.Operation is Operations.Update && string.Equals(prefix, PrefixOf(request.OldObject, request.Name), StringComparison.Ordinal))
            yield break;
        if (index.OtherOwnerOfPrefix(prefix, request.Name) is { } owner)
            yield return new("spec.namespaces.prefix", $"Invalid value: \"{prefix}\": is the prefix of tenant \"{owner.Name}\" already; give this tenant another");
    }

    // As with prefixes: who has a host already keeps it, and can still be edited.
    private IEnumerable<FieldError> HostErrors(AdmissionRequest request)
    {
        var stored = request.Operation is Operations.Update ? HostsOf(request.OldObject).Select(h => h.Host).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var (position, host) in HostsOf(request.Object))
        {
            if (!stored.Contains(host) && index.HostOfAnother(host, request.Name) is { } other)
                yield return new($"spec.ingress.hosts[{position}]", $"Invalid value: \"{host}\": overlaps \"{other.Host}\" of tenant \"{other.Tenant}\"; a host belongs to one tenant");
        }
    }

    // They pass: which roles there are for members, the platform has said. Who gives one is told what it means.
    private IReadOnlyList<string> MemberCautions(JsonElement tenant)
    {
        List<string> cautions = [];
        var position = -1;
        foreach (var member in tenant.At("spec"u8).Items("members"u8))
        {
            position++;
            if (member.String("role"u8) is { } role && platform.MemberClusterRoles.Contains(role, StringComparer.Ordinal) && index.MemberRoles.Caution(role) is { } caution)
                cautions.Add($"spec.members[{position}].role: {caution}");
        }
        return cautions;
    }

    private static IEnumerable<(int Position, string Host)> HostsOf(JsonElement tenant)
    {
        var position = 0;
        foreach (var entry in tenant.At("spec"u8).At("ingress"u8).Items("hosts"u8))
        {
            if (entry.ValueKind is JsonValueKind.String && HostName.TryCanonicalize(entry.GetString(), out var host))
                yield return (position, host);
            position++;
        }
    }

    private static string PrefixOf(JsonElement tenant, string name) => tenant.At("spec"u8).At("namespaces"u8).String("prefix"u8) ?? $"{name}-";
}
