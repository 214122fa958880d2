using System.Text.Json;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Policies;

namespace Tenancy.Validation;

/// <summary>Everything that is wrong with a TenantClass, all at once: a tenant of a valid class is held to nothing invalid.</summary>
public static class TenantClassValidation
{
    /// <summary>Judges a TenantClass that is to be stored.</summary>
    /// <param name="class">The object as the API server sends it, or as a file has it.</param>
    /// <param name="stored">The object as it is stored; undefined when there is none.</param>
    /// <param name="platform">The platform's settings.</param>
    /// <returns>The errors, in the same order each time; empty when it is valid.</returns>
    public static IReadOnlyList<FieldError> Validate(JsonElement @class, JsonElement stored, PlatformSettings platform)
    {
        if (FieldShapes.OfTenantClass.NullEntries(@class) is { Count: > 0 } nulls)
            return nulls;
        var unknown = FieldShapes.OfTenantClass.UnknownFields(@class, stored);
        try
        {
            return @class.Deserialize(TenantJson.Default.TenantClass) is { } value
                ? [.. unknown, .. OfTenantsAlone(value), .. Locks(value), .. Errors(value, platform)]
                : [new("", Problem.Required("a TenantClass is an object"))];
        }
        catch (JsonException e)
        {
            return [.. unknown, new(e.Path?.TrimStart('$', '.') ?? "", "Invalid value: has not the type that the field has")];
        }
    }

    // Names and hosts are what tenants must not share.
    private static IEnumerable<FieldError> OfTenantsAlone(TenantClass value)
    {
        if (value.Spec.Policy?.Namespaces?.Prefix is not null)
            yield return new("spec.policy.namespaces.prefix", Problem.Forbidden("two tenants cannot have one prefix; it is each Tenant's own"));
        if (value.Spec.Policy?.Namespaces?.Provision is not null)
            yield return new("spec.policy.namespaces.provision", Problem.Forbidden("which namespaces there are is each Tenant's own"));
        if (value.Spec.Policy?.Ingress?.Hosts is { Count: > 0 })
            yield return new("spec.policy.ingress.hosts", Problem.Forbidden("a host is owned by one tenant; it is each Tenant's own"));
    }

    private static IEnumerable<FieldError> Locks(TenantClass value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (value.Spec.Locked?.Count ?? 0); i++)
        {
            var section = value.Spec.Locked![i];
            if (!seen.Add(section))
                yield return new($"spec.locked[{i}]", Problem.Duplicate(section));
            else if (!EffectiveTenant.Sections.Contains(section, StringComparer.Ordinal))
                yield return new($"spec.locked[{i}]", Problem.Unsupported(section, EffectiveTenant.Sections));
        }
    }

    // By way of a tenant that has nothing but the class: one set of validators.
    private static IEnumerable<FieldError> Errors(TenantClass value, PlatformSettings platform)
    {
        var tenant = EffectiveTenant.Of(new() { Metadata = new() { Name = "any" }, Spec = new() { Owners = [new() { Name = "any" }] } }, value);
        return TenantValidation.Errors(tenant, platform).Select(e => e with { Path = e.Path.Replace("spec.", "spec.policy.", StringComparison.Ordinal) });
    }
}
