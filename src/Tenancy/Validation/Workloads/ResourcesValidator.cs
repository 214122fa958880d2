using FluentValidation;
using Tenancy.Api;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Workloads;

/// <summary>Which guarded custom resources may be written.</summary>
internal sealed class ResourcesValidator : AbstractValidator<ResourcesSpec>
{
    public ResourcesValidator() => RuleFor(r => r.Allowed).EachObeys(Kind);

    private static string? Kind(string entry) =>
        entry.StartsWith(Pattern.RegexPrefix, StringComparison.Ordinal) ? (Pattern.TryCompile(entry, Pattern.Dns, out _, out var error) ? null : Problem.Invalid(entry, error.TrimEnd('.')))
        : entry.Contains('.', StringComparison.Ordinal) && Entries.Host(entry) is null && !entry.AsSpan().ContainsAnyInRange('A', 'Z') && !entry.EndsWith('.') ? null
        : Problem.Invalid(entry, "must be a plural and a group, such as issuers.cert-manager.io, or one with \"*\" for what is between two dots, such as *.cert-manager.io");
}
