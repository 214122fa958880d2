using FluentValidation;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>What ingresses may be.</summary>
internal sealed class IngressValidator : AbstractValidator<IngressSpec>
{
    public IngressValidator()
    {
        RuleFor(i => i.Hosts).EachObeys(Entries.OwnedHost);
        RuleFor(i => i.Annotations).EachObeys(Entries.Path);
        RuleFor(i => i.Classes!).ChildRules(classes =>
        {
            classes.RuleFor(c => c.Allowed).EachObeys(Entries.Path);
            classes.RuleFor(c => c.Default!).Obeys(Names.Subdomain);
            classes.RuleFor(c => c.Default).Custom((name, context) => context.Fail("", DefaultProblem(name, context.InstanceToValidate)));
        }).When(i => i.Classes is not null);
    }

    // What is filled in and then refused would leave the tenant no way to say nothing.
    private static string? DefaultProblem(string? name, ClassesSpec classes) =>
        name is not null && !PatternList.AnyWhenUnset(classes.Allowed, Pattern.Path).Allows(name) ? Problem.Invalid(name, "must be one of the allowed classes") : null;
}
