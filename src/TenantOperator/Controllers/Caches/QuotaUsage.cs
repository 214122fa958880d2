using System.Text.Json;
using Tenancy.Policies;

namespace TenantOperator.Controllers.Caches;

/// <summary>What one ResourceQuota allows and what is used of it, for metrics alone.</summary>
/// <param name="Resources">Their names, sorted.</param>
/// <param name="Hard">By resource, in its base unit: cores, bytes, objects.</param>
/// <param name="Used">By resource, in the same unit.</param>
internal sealed record QuotaUsage(string[] Resources, double[] Hard, double[] Used)
{
    private static readonly Quantity One = Quantity.TryParse("1", out var one) ? one : throw new InvalidOperationException("1 is no quantity");

    /// <summary>Reads the status of a stored quota; null before the API server has counted.</summary>
    /// <param name="stored">The ResourceQuota.</param>
    public static QuotaUsage? Read(JsonElement stored)
    {
        if (!stored.TryGetProperty("status", out var status) || !IsObject(status, "hard", out var hard) || !IsObject(status, "used", out var used))
            return null;
        string[] resources = [.. hard.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
        return new(resources, Array.ConvertAll(resources, r => Amount(hard, r)), Array.ConvertAll(resources, r => Amount(used, r)));
    }

    private static bool IsObject(JsonElement status, string name, out JsonElement value) =>
        status.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;

    // What the API server wrote parses; what did not is none.
    private static double Amount(JsonElement amounts, string resource) =>
        amounts.TryGetProperty(resource, out var amount) && amount.ValueKind == JsonValueKind.String && Quantity.TryParse(amount.GetString(), out var quantity)
            ? quantity.DividedBy(One)
            : 0;
}
