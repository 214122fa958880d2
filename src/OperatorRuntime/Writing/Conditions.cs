using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Conditions by KEP-1623: <c>lastTransitionTime</c> changes only when the status flips, and has whole seconds.</summary>
public static class Conditions
{
    /// <summary>The array for <c>status.conditions</c>: the wanted conditions in their order, with times taken over from the stored ones.</summary>
    public static JsonArray Merge(JsonElement? stored, IEnumerable<ConditionState> wanted, DateTimeOffset now) => throw new NotSupportedException();
}
