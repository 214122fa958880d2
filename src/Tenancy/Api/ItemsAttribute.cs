namespace Tenancy.Api;

/// <summary>How many entries a list or map may have. (DataAnnotations' MaxLength counts by reflection, which the native compiler cannot follow.)</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute : Attribute
{
    /// <summary>The fewest.</summary>
    public int Min { get; init; }

    /// <summary>The most.</summary>
    public int Max { get; init; } = int.MaxValue;
}
