using System.Text.Json;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Namespaces;

/// <summary>
/// Names of managed objects that somebody else's objects have, in a namespace that was brought in. Such an object is never taken over, and while it
/// stands nobody gets a role: the wall that should have its name does not stand. In a namespace that the operator made nobody could make one.
/// </summary>
internal sealed class FindTakenNames(KubeTransport transport, ClusterCaches caches)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        if (scope.Namespace.Value.Made)
            return;
        foreach (var type in ClusterCaches.InNamespace)
            foreach (var wanted in scope.DesiredOf(type).ToArray())
                await scope.TryAsync(async () =>
                {
                    var key = new NamespacedName(scope.Name, wanted.Name);
                    if (caches.Of(type).TryGet(key, out _) || !await IsTakenAsync(type, key, cancellation))
                        return;
                    scope.Blocked.Add(wanted);
                    scope.Failures.Add(new NameTakenException(
                        $"{type.Kind} {wanted.Name} was there before the namespace came to the tenant, and is kept as it is; rename it, or remove it: kubectl delete {type.Plural} {wanted.Name} -n {scope.Name}"));
                });
    }

    // One of ours whose labels somebody took away is not cached, and still ours: we have written it.
    private async Task<bool> IsTakenAsync(ResourceType type, NamespacedName key, CancellationToken cancellation)
    {
        using var stored = await transport.GetAsync(type, key, cancellation);
        return stored is not null && !IsOurs(stored.RootElement.GetProperty("metadata"));
    }

    private static bool IsOurs(JsonElement metadata) =>
        metadata.TryGetProperty("managedFields", out var managers)
        && managers.EnumerateArray().Any(m => m.TryGetProperty("manager", out var name) && name.ValueEquals(ManagedObjects.FieldManager)
            && m.TryGetProperty("operation", out var operation) && operation.ValueEquals("Apply"));
}
