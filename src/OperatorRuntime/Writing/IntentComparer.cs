using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>
/// Compares what we want (the fields of a server-side apply) with what is stored: maps as subsets, arrays element by element,
/// numbers by value. Below the wholly owned paths nothing else may stand either.
/// </summary>
/// <param name="whollyOwned">JSON pointers, such as <c>/spec</c>.</param>
/// <param name="sameValue">
/// Whether two unequal scalars at a path mean the same, as the quantities <c>1000m</c> and <c>1</c> do; null: they never do.
/// Arguments: JSON pointer, wanted text, stored text.
/// </param>
public sealed class IntentComparer(IReadOnlyCollection<string> whollyOwned, Func<string, string, string, bool>? sameValue = null)
{
    internal IReadOnlyCollection<string> WhollyOwned => whollyOwned;

    internal Func<string, string, string, bool>? SameValue => sameValue;

    public IntentDifference Compare(JsonObject intent, JsonElement stored) => throw new NotSupportedException();
}
