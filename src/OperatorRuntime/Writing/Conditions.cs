using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>Conditions by KEP-1623: <c>lastTransitionTime</c> changes only when the status flips, and has whole seconds.</summary>
public static class Conditions
{
    /// <summary>The array for <c>status.conditions</c>: the wanted conditions in their order, with times taken over from the stored ones.</summary>
    /// <param name="stored">The stored array; null or of another kind when there is none.</param>
    /// <param name="now">Cut to seconds, as metav1.Time is on the server: a fraction would differ for ever.</param>
    public static JsonArray Merge(JsonElement? stored, IEnumerable<ConditionState> wanted, DateTimeOffset now)
    {
        var known = stored is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().ToList() : [];
        return new JsonArray([.. wanted.Select(condition => ToJson(condition, TransitionTime(known, condition) ?? Seconds(now)))]);
    }

    private static string? TransitionTime(List<JsonElement> known, ConditionState wanted)
    {
        var same = known.FirstOrDefault(condition =>
            string.Equals(condition.Text("type"), wanted.Type, StringComparison.Ordinal)
            && string.Equals(condition.Text("status"), wanted.Status, StringComparison.Ordinal));
        return same.Text("lastTransitionTime") is { Length: > 0 } time ? time : null;
    }

    private static string Seconds(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonNode ToJson(ConditionState condition, string transition) => new JsonObject
    {
        ["type"] = condition.Type,
        ["status"] = condition.Status,
        ["observedGeneration"] = condition.ObservedGeneration,
        ["lastTransitionTime"] = transition,
        ["reason"] = condition.Reason,
        ["message"] = condition.Message,
    };
}
