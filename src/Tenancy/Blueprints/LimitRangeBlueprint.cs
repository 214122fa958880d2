using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>A LimitRange for each of <c>spec.limitRanges</c>.</summary>
internal static class LimitRangeBlueprint
{
    public const string Prefix = Labels.ManagedNamePrefix + "limits-";

    public static IEnumerable<DesiredObject> Of(Tenant tenant, string @namespace) =>
        (tenant.Spec.LimitRanges ?? []).Select(range => DesiredObject.Create(
            ObjectType.LimitRange, @namespace, Prefix + range.Name, tenant.Metadata.Name,
            ("spec", new JsonObject { ["limits"] = new JsonArray([.. range.Limits.Select(Item)]) })));

    private static JsonObject Item(LimitRangeItem item)
    {
        var filled = LimitDefaults.Fill(item);
        var json = new JsonObject { ["type"] = filled.Type.ToString() };
        foreach (var (name, amounts) in new[]
        {
            ("max", filled.Max), ("min", filled.Min), ("default", filled.Default), ("defaultRequest", filled.DefaultRequest),
            ("maxLimitRequestRatio", filled.MaxLimitRequestRatio),
        })
        {
            if (amounts is { Count: > 0 })
                json[name] = ResourceAmounts.Of(amounts);
        }
        return json;
    }
}
