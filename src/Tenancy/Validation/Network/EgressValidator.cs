using FluentValidation;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Network;

/// <summary>
/// Ranges that may be reached, with exceptions that hold. NetworkPolicies add up: an exception inside one range is undone by another
/// range inside the exception, so that is refused rather than written.
/// </summary>
internal sealed class EgressValidator : AbstractValidator<EgressSpec>
{
    private static readonly string[] Everything = [InternetRanges.Ipv4, InternetRanges.Ipv6];

    public EgressValidator()
    {
        RuleFor(e => e.Cidrs).EachObeys(Ranges.Cidr);
        RuleFor(e => e.Except).EachObeys(Ranges.Cidr);
        RuleFor(e => e.Cidrs).Custom(CheckInternet);
        RuleFor(e => e.Except).Custom(CheckExceptions);
        RuleFor(e => e.Cidrs).Custom(CheckContradictions);
    }

    private static void CheckInternet(IReadOnlyList<string>? cidrs, ValidationContext<EgressSpec> context)
    {
        for (var i = 0; context.InstanceToValidate.Internet is true && i < (cidrs?.Count ?? 0); i++)
            context.Fail($"[{i}]", Everything.Contains(cidrs![i], StringComparer.Ordinal) ? Problem.Invalid(cidrs[i], "is more than the internet: leave out one of both") : null);
    }

    private static void CheckExceptions(IReadOnlyList<string>? exceptions, ValidationContext<EgressSpec> context)
    {
        for (var i = 0; i < (exceptions?.Count ?? 0); i++)
        {
            if (Ranges.Cidr(exceptions![i]) is null && !IsPart(exceptions[i], context.InstanceToValidate))
                context.Fail($"[{i}]", Problem.Invalid(exceptions[i], "must be a part of one of the ranges that are allowed"));
        }
    }

    private static void CheckContradictions(IReadOnlyList<string>? cidrs, ValidationContext<EgressSpec> context)
    {
        var egress = context.InstanceToValidate;
        for (var i = 0; i < (cidrs?.Count ?? 0); i++)
        {
            if ((egress.Except ?? []).FirstOrDefault(e => IsPart(e, egress) && Ranges.IsWithin(cidrs![i], e)) is { } exception)
                context.Fail($"[{i}]", Problem.Invalid(cidrs![i], $"lies inside {exception}, which spec.network.egress.except closes"));
        }
    }

    private static bool IsPart(string exception, EgressSpec egress) =>
        (egress.Cidrs ?? []).Concat(egress.Internet is true ? Everything : []).Any(range => Ranges.IsStrictlyWithin(exception, range));
}
