using System.Text.Json.Nodes;
using Tenancy.Blueprints;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Role bindings, last: nobody can act in a namespace before its walls stand. While a wall is missing, bindings that are there lose
/// the people who are to lose their role, and nobody gains one.
/// </summary>
internal sealed class BindRoles(ClusterCaches caches, ManagedObjects objects)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        var wallsStand = scope.Failures.Count == 0 && scope.IsLabelled;
        foreach (var binding in scope.DesiredOf(Kinds.RoleBinding))
        {
            var given = wallsStand ? binding : Withdrawals(binding);
            if (given is not null)
                await scope.TryAsync(() => objects.ApplyAsync(scope.Namespace.Key, Kinds.RoleBinding, given, cancellation));
        }
    }

    // The binding with those of its stored people who are still to have the role; null when there is no binding to take from.
    private DesiredObject? Withdrawals(DesiredObject binding)
    {
        if (!caches.Of(Kinds.RoleBinding).TryGet(new(binding.Namespace!, binding.Name), out var stored))
            return null;
        using var document = stored.Value.Parse();
        var held = document.RootElement.TryGetProperty("subjects", out var subjects) ? JsonNode.Parse(subjects.GetRawText()) as JsonArray : null;
        var kept = binding.Body["subjects"]!.AsArray().Where(wanted => held?.Any(h => JsonNode.DeepEquals(h, wanted)) == true);
        var body = (JsonObject)binding.Body.DeepClone();
        body["subjects"] = new JsonArray([.. kept.Select(k => k!.DeepClone())]);
        return binding with { Body = body };
    }
}
