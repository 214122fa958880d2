using Tenancy.Policies;

namespace Tenancy.Validation.Syntax;

/// <summary>Quantities of resources.</summary>
internal static class Amounts
{
    /// <summary>A quantity that the resource can have.</summary>
    public static string? Of(string resource, string value)
    {
        if (!Quantity.TryParse(value, out var quantity))
            return Problem.Invalid(value, "must be a quantity, such as 2, 500m or 64Gi");
        if (quantity.IsNegative)
            return Problem.Invalid(value, "must be greater than or equal to 0");
        if (ResourceNames.IsWhole(resource) && !quantity.IsWhole)
            return Problem.Invalid(value, "must be an integer");
        return quantity.IsThousandths ? null : Problem.Invalid(value, "must have no more than three decimals");
    }

    /// <summary>The quantity of a resource; null when there is none that parses.</summary>
    public static Quantity? Find(IReadOnlyDictionary<string, string>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var text) && Quantity.TryParse(text, out var quantity) ? quantity : null;
}
