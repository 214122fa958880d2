using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>A node whose JSON type is not the one it must have.</summary>
/// <param name="Path">Where it is, from where the search began: <c>.containers[0].ports</c>.</param>
/// <param name="Value">What is there.</param>
internal sealed record ShapeFault(string Path, JsonElement Value)
{
    /// <summary>The same fault seen from a node above.</summary>
    public ShapeFault Below(string step) => this with { Path = step + Path };
}
