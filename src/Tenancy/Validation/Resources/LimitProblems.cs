using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;
using Tenancy.Validation.Syntax;

namespace Tenancy.Validation.Resources;

/// <summary>
/// What the API server would refuse in a limit (kubernetes, pkg/apis/core/validation, ValidateLimitRange). Checked with its defaults
/// filled in, as it does: a default that follows from a maximum counts like one that was written.
/// </summary>
internal static class LimitProblems
{
    private const string Storage = "storage";

    /// <summary>The field inside the limit, and what is wrong with it.</summary>
    public static IEnumerable<(string Path, string Problem)> Of(LimitRangeItem written)
    {
        var problems = Each(written).Concat(OfType(written)).ToList();
        if (problems.Count > 0)
            return problems;
        // What is wrong with a value that follows from others is wrong with one of those too, which is the one that can be mended.
        var paths = Fields(written).SelectMany(f => f.Amounts.Keys, (f, name) => $"{f.Field}[{name}]").ToHashSet(StringComparer.Ordinal);
        return OrderOf(LimitDefaults.Fill(written)).Where(p => paths.Contains(p.Path)).DistinctBy(p => p.Path);
    }

    private static IEnumerable<(string Field, IReadOnlyDictionary<string, string> Amounts)> Fields(LimitRangeItem item) =>
        new[]
        {
            ("max", item.Max), ("min", item.Min), ("default", item.Default), ("defaultRequest", item.DefaultRequest), ("maxLimitRequestRatio", item.MaxLimitRequestRatio),
        }.Select(f => (f.Item1, f.Item2 ?? MetadataMap.Empty));

    private static IEnumerable<(string, string)> Each(LimitRangeItem item)
    {
        foreach (var (field, amounts) in Fields(item))
        {
            foreach (var (name, value) in amounts)
            {
                var nameProblem = item.Type == LimitType.PersistentVolumeClaim
                    ? name == Storage ? null : Problem.Unsupported(name, [Storage])
                    : ResourceNames.OfContainer(name);
                // A ratio has no unit: 1.5 is one of devices too.
                foreach (var problem in new[] { nameProblem, Amounts.Of(field == "maxLimitRequestRatio" ? "" : name, value) })
                {
                    if (problem is not null)
                        yield return ($"{field}[{name}]", problem);
                }
            }
        }
    }

    private static IEnumerable<(string, string)> OfType(LimitRangeItem item)
    {
        if (item.Type != LimitType.Container)
        {
            if (item.Default is { Count: > 0 })
                yield return ("default", Problem.Forbidden($"a limit of type {item.Type} has no defaults"));
            if (item.DefaultRequest is { Count: > 0 })
                yield return ("defaultRequest", Problem.Forbidden($"a limit of type {item.Type} has no defaults"));
        }
        if (item.Type == LimitType.PersistentVolumeClaim && Amounts.Find(item.Max, Storage) is null && Amounts.Find(item.Min, Storage) is null)
            yield return ("max", Problem.Required("a limit of type PersistentVolumeClaim has a maximum or minimum of storage"));
        if (Fields(item).All(f => f.Amounts.Count == 0) && item.Type != LimitType.PersistentVolumeClaim)
            yield return ("max", Problem.Required("a limit limits something"));
    }

    private static IEnumerable<(string Path, string Problem)> OrderOf(LimitRangeItem item)
    {
        foreach (var name in Fields(item).SelectMany(f => f.Amounts.Keys).Distinct(StringComparer.Ordinal))
        {
            var (min, max) = (Amounts.Find(item.Min, name), Amounts.Find(item.Max, name));
            var (request, limit) = (Amounts.Find(item.DefaultRequest, name), Amounts.Find(item.Default, name));
            foreach (var (field, low, lowName, high, highName) in new[]
            {
                ("min", min, "min", max, "max"), ("defaultRequest", min, "min", request, "defaultRequest"), ("defaultRequest", request, "defaultRequest", max, "max"),
                ("defaultRequest", request, "defaultRequest", limit, "default"), ("default", min, "min", limit, "default"), ("default", limit, "default", max, "max"),
            })
            {
                if (low > high)
                    yield return ($"{field}[{name}]", Problem.Invalid($"{(field == lowName ? low : high)}", $"{lowName} {low} is greater than {highName} {high}"));
            }
            if (!ResourceNames.CanBeOvercommitted(name) && request is { } r && limit is { } l && r != l)
                yield return ($"defaultRequest[{name}]", Problem.Invalid(r.ToString(), $"must be equal to default {l}: this resource cannot be overcommitted"));
            if (RatioProblem(Amounts.Find(item.MaxLimitRequestRatio, name), min, max) is { } problem)
                yield return ($"maxLimitRequestRatio[{name}]", problem);
        }
    }

    private static string? RatioProblem(Quantity? ratio, Quantity? min, Quantity? max)
    {
        if (ratio is not { } value)
            return null;
        if (Quantity.TryParse("1", out var one) && value < one)
            return Problem.Invalid(value.ToString(), "must be at least 1");
        return min is { } least && max is { } most && least > Quantity.Zero && value.DividedBy(one) > most.DividedBy(least)
            ? Problem.Invalid(value.ToString(), $"is greater than max/min, {most}/{least}, and would never be reached")
            : null;
    }
}
