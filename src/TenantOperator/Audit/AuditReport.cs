using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Audit;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Audit;

/// <summary>What a Tenant's status says of what is stored.</summary>
/// <param name="Compliant">The condition.</param>
/// <param name="Violations">The list by rule; null when there is nothing to list.</param>
/// <param name="Of">How many objects of a namespace break something; null when none, or not known.</param>
internal sealed record AuditReport(TenantCondition Compliant, JsonArray? Violations, Func<string, int?> Of)
{
    private const string Type = "Compliant";
    private const int RulesShown = 5;

    /// <summary>The report; as stored while this process has not looked at all of the tenant's namespaces.</summary>
    public static AuditReport From(AuditResults results, Entity<TenantEntry> tenant, IReadOnlyList<NamespaceReport> namespaces) =>
        results.Of(tenant.Key.Name, namespaces.Where(n => !n.Terminating).Select(n => n.Name)) is { } found
            ? new(Condition(found), List(found), ns => results.Of(ns)?.Whole().Objects is > 0 and var count ? count : null)
            : Stored(tenant.Value.Status);

    /// <summary>Whether a stored status tells of a rule in a namespace already.</summary>
    public static bool IsTold(JsonElement? status, string rule, string ns) =>
        Items(status, "violations").Any(v => Text(v, "rule") == rule) && StoredCount(status, ns) is > 0;

    private static TenantCondition Condition(Findings found) => found.Objects == 0
        ? new(Type, true, "NothingFound", "all that is stored would be let in today")
        : new(Type, false, "ViolationsFound",
            $"{found.Objects} stored object{(found.Objects == 1 ? "" : "s")} would be refused today, and {(found.Objects == 1 ? "is" : "are")} left as {(found.Objects == 1 ? "it is" : "they are")}: "
            + $"{Enumeration.Of(found.ByRule.Select(r => $"{r.Key} ({r.Value.Count})"))}; mend or delete what status.violations names, or open the rules in the spec");

    private static JsonArray? List(Findings found) => found.ByRule.Count == 0 ? null : new([.. found.ByRule.Select(rule => (JsonNode)new JsonObject
    {
        ["rule"] = rule.Key,
        ["count"] = rule.Value.Count,
        ["examples"] = new JsonArray([.. rule.Value.Examples.Select(e => (JsonNode)e.ToString())]),
    })]);

    private static AuditReport Stored(JsonElement? status)
    {
        var known = Items(status, "conditions").FirstOrDefault(c => Text(c, "type") == Type);
        var condition = known.ValueKind == JsonValueKind.Object
            ? new TenantCondition(Type, Text(known, "status") == "True", Text(known, "reason") ?? "", Text(known, "message") ?? "") { IsUnknown = Text(known, "status") == "Unknown" }
            : new TenantCondition(Type, false, "NotLookedAt", "what is stored in the namespaces is looked at in a moment") { IsUnknown = true };
        var list = Items(status, "violations").Select(v => JsonNode.Parse(v.GetRawText())).ToArray();
        return new(condition, list.Length == 0 ? null : new(list), ns => StoredCount(status, ns));
    }

    private static int? StoredCount(JsonElement? status, string ns)
    {
        var entry = Items(status, "namespaces").FirstOrDefault(n => Text(n, "name") == ns);
        return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("violations", out var count) && count.TryGetInt32(out var value) ? value : null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement? status, string name) =>
        status is { } s && s.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
