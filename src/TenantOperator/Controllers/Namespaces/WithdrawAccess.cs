using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Takes access away: role bindings that the blueprint no longer holds, those of the tenant that the namespace had before, and in those that stay the
/// people who are to have the role no more. First of all: nothing may hold up a withdrawal of access, and nobody of the one tenant is to stand
/// behind the walls of the other.
/// </summary>
internal sealed class WithdrawAccess(ClusterCaches caches, ManagedObjects objects, TellOfAccessThatRemains remaining)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        var wanted = scope.DesiredOf(Kinds.RoleBinding).ToDictionary(d => d.Name, StringComparer.Ordinal);
        List<JsonNode> losing = [];
        foreach (var stored in caches.Of(Kinds.RoleBinding).Find(ClusterCaches.ByNamespace, scope.Name).ToArray())
            await scope.TryAsync(async () => losing.AddRange(await WithdrawAsync(scope, stored, wanted.GetValueOrDefault(stored.Key.Name), cancellation)));
        JsonNode[] lost = [.. losing.Where(who => !wanted.Values.Any(binding => Has(SubjectsOf(binding), who)))];
        if (lost.Length > 0)
            await scope.TryAsync(() => remaining.RunAsync(scope, lost, cancellation));
    }

    /// <returns>Who loses the role.</returns>
    private async Task<IEnumerable<JsonNode>> WithdrawAsync(NamespaceScope scope, Entity<StoredContent> stored, DesiredObject? wanted, CancellationToken cancellation)
    {
        var held = Subjects(stored);
        if (wanted is null || !ClusterCaches.TenantOf(stored).Contains(scope.Namespace.Value.Tenant, StringComparer.Ordinal))
        {
            await objects.DeleteAsync(scope.Namespace.Key, Kinds.RoleBinding, stored, cancellation);
            return held;
        }

        JsonNode[] kept = [.. SubjectsOf(wanted).Where(who => Has(held, who))];
        if (kept.Length == held.Count)
            return [];
        var body = (JsonObject)wanted.Body.DeepClone();
        body["subjects"] = new JsonArray([.. kept.Select(k => k.DeepClone())]);
        await objects.ApplyAsync(scope.Namespace.Key, Kinds.RoleBinding, wanted with { Body = body }, cancellation);
        // The cache does not show it yet; who is left has all that he is to have.
        if (kept.Length == SubjectsOf(wanted).Count)
            scope.Settled.Add(wanted);
        return held.Where(who => !Has(kept, who));
    }

    private static IReadOnlyList<JsonNode> SubjectsOf(DesiredObject binding) => [.. binding.Body["subjects"]!.AsArray().Select(s => s!)];

    private static IReadOnlyList<JsonNode> Subjects(Entity<StoredContent> stored)
    {
        using var document = stored.Value.Parse();
        return document.RootElement.TryGetProperty("subjects", out var subjects) && JsonNode.Parse(subjects.GetRawText()) is JsonArray list ? [.. list.Select(s => s!)] : [];
    }

    private static bool Has(IEnumerable<JsonNode> subjects, JsonNode who) => subjects.Any(s => JsonNode.DeepEquals(s, who));
}
