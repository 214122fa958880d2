using System.Text.Json;
using Tenancy.Api;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>
/// What is new since the stored status: namespaces that came and went otherwise than by the operator's own hand, and another class. Told from the
/// status, so that a restart repeats nothing.
/// </summary>
internal static class TenantNews
{
    /// <summary>Reasons and messages of the events.</summary>
    public static IEnumerable<(string Reason, string Message)> Of(JsonElement? stored, Effective effective, IReadOnlyList<NamespaceReport> now, Func<string, string?> ownerOf)
    {
        var before = Namespaces(stored).ToDictionary(n => n.Name, n => n.Terminating, StringComparer.Ordinal);
        foreach (var came in now.Where(n => !before.ContainsKey(n.Name)))
        {
            if (came.Origin == NamespaceOrigin.Adopted)
                yield return ("NamespaceAdopted", $"Namespace {came.Name} was brought in by its label. What it holds stays; what of it breaks a rule, status.violations tells");
            else if (came.Origin == NamespaceOrigin.SelfService)
                yield return ("NamespaceMadeByOwner", $"Namespace {came.Name} was made by an owner");
        }

        foreach (var gone in before.Where(n => !n.Value && now.All(r => r.Name != n.Key)).Select(n => n.Key))
            yield return ("NamespaceLeft", ownerOf(gone) is { } other
                ? $"Namespace {gone} belongs to tenant {other} now; role bindings that people of this tenant made themselves stay in it: kubectl get rolebindings -n {gone}"
                : $"Namespace {gone} is this tenant's no more: it was released by its label, or deleted. Where it was released, role bindings that people of this tenant made themselves stay in it: kubectl get rolebindings -n {gone}");
        if (stored is not null && effective.Missing is null && Text(stored.Value, "className") is var was && effective.Class?.Class.Metadata.Name is var name && was != name)
            yield return ("ClassChanged", $"{Named(name)} in place of {Named(was)}: what holds now, status.effectivePolicy says");
    }

    private static string Named(string? name) => name is null ? "No class" : $"TenantClass \"{name}\"";

    private static IEnumerable<(string Name, bool Terminating)> Namespaces(JsonElement? status) =>
        status is { } s && s.TryGetProperty("namespaces", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(n => (Text(n, "name") ?? "", Text(n, "phase") == "Terminating"))
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
