using FluentValidation;
using FluentValidation.Results;
using Tenancy.Api;
using Tenancy.Policies;

namespace Tenancy.Validation;

/// <summary>Rules as functions from a value to what is wrong with it, null when nothing is.</summary>
internal static class RuleExtensions
{
    private const string Root = "tenant";
    private const string Platform = "platform";

    /// <summary>The value, when there is one, has no problem.</summary>
    public static void Obeys<T, TProperty>(this IRuleBuilder<T, TProperty> rule, Func<TProperty, string?> problem) =>
        rule.Custom((value, context) =>
        {
            if (value is not null)
                context.Fail("", problem(value));
        });

    /// <summary>No value of the list has a problem, and none is there twice.</summary>
    public static void EachObeys<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule, Func<string, string?> problem) =>
        rule.Custom((values, context) =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < (values?.Count ?? 0); i++)
                context.Fail($"[{i}]", seen.Add(values![i]) ? problem(values[i]) : Problem.Duplicate(values[i]));
        });

    /// <summary>No two entries of the list have the same key.</summary>
    public static void AreUniqueBy<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, Func<TItem, object> key, Func<TItem, string> shown, string field = "") =>
        rule.Custom((items, context) =>
        {
            var seen = new HashSet<object>();
            for (var i = 0; i < (items?.Count ?? 0); i++)
                context.Fail($"[{i}]{field}", seen.Add(key(items![i])) ? null : Problem.Duplicate(shown(items[i])));
        });

    /// <summary>Adds a failure below the property, unless there is no problem.</summary>
    public static void Fail<T>(this ValidationContext<T> context, string below, string? problem)
    {
        if (problem is not null)
            context.AddFailure(new ValidationFailure(context.PropertyPath + below, problem));
    }

    /// <summary>A context in which rules can ask for the platform's settings: the validators themselves are the same for all.</summary>
    public static ValidationContext<Tenant> ContextFor(Tenant tenant, PlatformSettings platform)
    {
        var context = new ValidationContext<Tenant>(tenant);
        context.RootContextData[Root] = tenant;
        context.RootContextData[Platform] = platform;
        return context;
    }

    /// <summary>The Tenant that the value is a part of.</summary>
    public static Tenant Tenant<T>(this ValidationContext<T> context) => (Tenant)context.RootContextData[Root];

    public static PlatformSettings PlatformSettings<T>(this ValidationContext<T> context) => (PlatformSettings)context.RootContextData[Platform];
}
