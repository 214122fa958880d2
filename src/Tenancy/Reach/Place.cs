namespace Tenancy.Reach;

/// <summary>The two values of <see cref="Dimension.Place"/>.</summary>
internal static class Place
{
    /// <summary>In the policy's own namespace.</summary>
    public static LabelValues Here { get; } = LabelValues.In("here");

    /// <summary>In another.</summary>
    public static LabelValues Elsewhere { get; } = LabelValues.In("elsewhere");
}
