using System.Text.Json;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Policies;

namespace Tenancy.Validation;

/// <summary>
/// Everything that is wrong with a Tenant, all at once. What validates here compiles to a policy and yields blueprints that every
/// API server takes, so that nothing which is stored can fail for ever behind the user's back.
/// </summary>
public static class TenantValidation
{
    private static readonly TenantValidator Validator = new();

    /// <summary>
    /// Judges a Tenant that is stored, before something is made of it. A role that the platform lists no more is no error here: blueprints
    /// bind it no more, and all else of the tenant goes on. Nor is the mode of a rule that this version lacks or always enforces: it sets nothing.
    /// Which class the Tenant names is left aside: what is judged is what the class has been merged into.
    /// </summary>
    /// <returns>The errors, in the same order each time; empty when it is valid.</returns>
    public static IReadOnlyList<FieldError> Validate(Tenant tenant, PlatformSettings platform)
    {
        var roles = (tenant.Spec.Members ?? []).Where(m => m is { Role.Length: > 0 }).Select(m => m.Role);
        return Validate(
            JsonSerializer.SerializeToElement(tenant with { Spec = tenant.Spec with { ClassName = null, Enforcement = null }, Status = null }, TenantJson.Default.Tenant), default, platform with { MemberClusterRoles = [.. platform.MemberClusterRoles, .. roles] });
    }

    /// <summary>
    /// Judges a Tenant that is to be stored. Beside what holds for it alone, fields that are unknown are errors (in the object, and in
    /// the copy that <c>kubectl apply</c> leaves in an annotation: the API server itself drops them before admission sees the object),
    /// and so is a new prefix that would delete namespaces.
    /// </summary>
    /// <param name="tenant">The object as the API server sends it, or as a file has it.</param>
    /// <param name="stored">The object as it is stored; undefined when there is none.</param>
    /// <param name="platform">The platform's settings.</param>
    /// <param name="classes">The classes that there are; null: none.</param>
    /// <returns>The errors, in the same order each time; empty when it is valid.</returns>
    public static IReadOnlyList<FieldError> Validate(JsonElement tenant, JsonElement stored, PlatformSettings platform, IReadOnlyCollection<TenantClass>? classes = null)
    {
        if (FieldShapes.OfTenant.NullEntries(tenant) is { Count: > 0 } nulls)
            return nulls;
        classes ??= [];
        var unknown = FieldShapes.OfTenant.UnknownFields(tenant, stored);
        try
        {
            if (tenant.Deserialize(TenantJson.Default.Tenant) is not { } value)
                return [new("", Problem.Required("a Tenant is an object"))];
            var effective = EffectiveTenant.Of(value, EffectiveTenant.ClassOf(value, classes));
            return [.. unknown, .. ClassChoice.Problems(value, stored, classes), .. Errors(effective, platform), .. PrefixChange.Problems(value, stored)];
        }
        catch (JsonException e)
        {
            return [.. unknown, new(e.Path?.TrimStart('$', '.') ?? "", "Invalid value: has not the type that the field has")];
        }
    }

    internal static IEnumerable<FieldError> Errors(Tenant tenant, PlatformSettings platform) =>
        Validator.Validate(RuleExtensions.ContextFor(tenant, platform)).Errors
            .Select(e => new FieldError(FieldPath.Of(e.PropertyName), e.ErrorMessage))
            .Distinct();
}
