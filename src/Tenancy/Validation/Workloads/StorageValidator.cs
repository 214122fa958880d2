using FluentValidation;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>What volume claims may be.</summary>
internal sealed class StorageValidator : AbstractValidator<StorageSpec>
{
    public StorageValidator()
    {
        RuleFor(s => s.Classes!).ChildRules(classes =>
        {
            classes.RuleFor(c => c.Allowed).EachObeys(Entries.Path);
            classes.RuleFor(c => c.Default!).Obeys(Names.Subdomain);
            classes.RuleFor(c => c.Default).Custom((name, context) => context.Fail("", DefaultProblem(name, context.InstanceToValidate)));
        }).When(s => s.Classes is not null);
        RuleFor(s => s.AttributesClasses).EachObeys(Entries.Path);
    }

    // What is filled in and then refused would leave the tenant no way to say nothing.
    private static string? DefaultProblem(string? name, ClassesSpec classes) =>
        name is not null && !PatternList.AnyWhenUnset(classes.Allowed, Pattern.Path).Allows(name) ? Problem.Invalid(name, "must be one of the allowed classes") : null;
}
