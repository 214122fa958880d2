using FluentValidation;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>Classes that may be named, and the one that is filled in.</summary>
internal sealed class ClassesValidator : AbstractValidator<ClassesSpec>
{
    /// <param name="name">What else is wrong with a class, or null.</param>
    public ClassesValidator(Func<string, string?> name)
    {
        RuleFor(c => c.Allowed).EachObeys(entry => Entries.Path(entry) ?? name(entry));
        RuleFor(c => c.Default!).Obeys(entry => Names.Subdomain(entry) ?? name(entry));
        RuleFor(c => c.Default).Custom((entry, context) => context.Fail("", NotAllowed(entry, context.InstanceToValidate)));
    }

    // What is filled in and then refused would leave the tenant no way to say nothing.
    private static string? NotAllowed(string? name, ClassesSpec classes) =>
        name is not null && !new ClassList(classes).Allows(name) ? Problem.Invalid(name, "must be one of the allowed classes") : null;
}
