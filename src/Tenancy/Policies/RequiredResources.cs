using System.Collections.Immutable;
using Tenancy.Api;
using Tenancy.Blueprints;

namespace Tenancy.Policies;

/// <summary>What containers must request and limit, and what of it the tenant's limit ranges fill in where a container says nothing.</summary>
public sealed class RequiredResources
{
    /// <summary>Compiles the section.</summary>
    /// <param name="spec">What is required; null: nothing.</param>
    /// <param name="limitRanges">The limit ranges that stand in every namespace of the tenant.</param>
    public RequiredResources(RequiredResourcesSpec? spec, IReadOnlyList<LimitRangeSpec>? limitRanges)
    {
        var defaults = (limitRanges ?? []).SelectMany(r => r?.Limits ?? []).Where(l => l is { Type: LimitType.Container }).Select(LimitDefaults.Fill).ToList();
        Requests = [.. Compile(spec?.Requests, defaults.Select(d => d.DefaultRequest))];
        Limits = [.. Compile(spec?.Limits, defaults.Select(d => d.Default))];
    }

    /// <summary>Resources that must be requested.</summary>
    public ImmutableArray<RequiredResource> Requests { get; }

    /// <summary>Resources that must be limited.</summary>
    public ImmutableArray<RequiredResource> Limits { get; }

    private static IEnumerable<RequiredResource> Compile(IReadOnlyList<string>? names, IEnumerable<IReadOnlyDictionary<string, string>?> defaults) =>
        (names ?? []).Where(n => n is not null).Select(name => new RequiredResource(name, defaults.Any(d => IsPositive(d, name))));

    private static bool IsPositive(IReadOnlyDictionary<string, string>? amounts, string name) =>
        amounts is not null && amounts.TryGetValue(name, out var text) && Quantity.TryParse(text, out var quantity) && quantity.IsPositive;
}
