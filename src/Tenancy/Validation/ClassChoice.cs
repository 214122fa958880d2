using System.Text.Json;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Objects;

namespace Tenancy.Validation;

/// <summary>What speaks against a Tenant by its class: that there is none of that name, or that it locks a section which the Tenant sets.</summary>
internal static class ClassChoice
{
    public static IEnumerable<FieldError> Problems(Tenant tenant, JsonElement stored, IReadOnlyCollection<TenantClass> classes)
    {
        if (EffectiveTenant.ClassOf(tenant, classes) is not { } found)
            return tenant.Spec.ClassName is { } name && !stored.At("spec"u8).Is("className"u8, System.Text.Encoding.UTF8.GetBytes(name)) ? [Missing(name, classes)] : [];
        return EffectiveTenant.OwnSections(tenant)
            .Where(section => found.Spec.Locked?.Contains(section, StringComparer.Ordinal) == true && !IsStored(section, tenant, stored))
            .Select(section => new FieldError($"spec.{section}", Problem.Forbidden(
                $"TenantClass \"{found.Metadata.Name}\" locks this section for all its tenants; leave it out, or have a platform admin change the class")));
    }

    private static FieldError Missing(string name, IReadOnlyCollection<TenantClass> classes) => new("spec.className", Problem.Invalid(
        name, classes.Count == 0 ? "there is no TenantClass" : $"there is no such TenantClass (there are: {string.Join(", ", classes.Select(c => c.Metadata.Name).Order(StringComparer.Ordinal).Take(10))})"));

    // A section that was locked after the Tenant had set it does nothing any more, and keeps nobody from changing the rest.
    private static bool IsStored(string section, Tenant tenant, JsonElement stored)
    {
        var now = JsonSerializer.SerializeToElement(tenant.Spec, TenantJson.Default.TenantSpec);
        return stored.At("spec"u8) is { ValueKind: JsonValueKind.Object } before
            && before.TryGetProperty(section, out var old) && now.TryGetProperty(section, out var current) && JsonElement.DeepEquals(old, current);
    }
}
