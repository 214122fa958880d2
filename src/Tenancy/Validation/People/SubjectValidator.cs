using FluentValidation;
using Tenancy.Api;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.People;

/// <summary>A subject of a role binding that the API server takes, and that is no more than some people of a tenant.</summary>
internal sealed class SubjectValidator : AbstractValidator<Subject>
{
    private const string System = "system:";
    private const string ServiceAccountUser = "system:serviceaccount:";
    private const string ServiceAccountsOfNamespace = "system:serviceaccounts:";

    public SubjectValidator()
    {
        RuleFor(s => s.Name).Custom((name, context) => context.Fail("", NameProblem(context.InstanceToValidate.Kind, name)));
        RuleFor(s => s.Namespace).Custom((name, context) => context.Fail("", NamespaceProblem(context.InstanceToValidate.Kind, name)));
    }

    private static string? NameProblem(SubjectKind kind, string name)
    {
        if (name.Length == 0)
            return Problem.Required("a subject has a name");
        return kind switch
        {
            SubjectKind.ServiceAccount => Names.Subdomain(name),
            SubjectKind.User when name.StartsWith(ServiceAccountUser, StringComparison.Ordinal) =>
                Problem.Invalid(name, "a service account is named by kind ServiceAccount, with its name and namespace"),
            // Anonymous, nodes, controllers, everybody who is logged in or not: none of them is a tenant's people, and system:masters is above all walls.
            _ when name.StartsWith(System, StringComparison.Ordinal) && !IsOneNamespace(kind, name) =>
                Problem.Forbidden($"\"{name}\" belongs to the system; name the tenant's own people"),
            _ => Names.OneLine(name),
        };
    }

    /// <summary>All service accounts of one namespace; without the namespace it would be those of the whole cluster.</summary>
    private static bool IsOneNamespace(SubjectKind kind, string name) =>
        kind == SubjectKind.Group && name.StartsWith(ServiceAccountsOfNamespace, StringComparison.Ordinal) && Names.Label(name[ServiceAccountsOfNamespace.Length..]) is null;

    private static string? NamespaceProblem(SubjectKind kind, string? name) => kind == SubjectKind.ServiceAccount
        ? string.IsNullOrEmpty(name) ? Problem.Required("a service account is in a namespace") : Names.Label(name)
        : name is null ? null : Problem.Forbidden($"a {kind} is in no namespace");
}
