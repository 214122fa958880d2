namespace TenantOperator.Controllers.Namespaces;

/// <summary>Role bindings, last: nobody can act in a namespace before its walls stand. While a wall is missing, nobody gains a role.</summary>
internal sealed class BindRoles(ManagedObjects objects)
{
    public async Task RunAsync(NamespaceScope scope, CancellationToken cancellation)
    {
        if (scope.Failures.Count > 0 || !scope.IsLabelled)
            return;
        foreach (var binding in scope.DesiredOf(Kinds.RoleBinding).Where(b => !scope.Settled.Contains(b)))
            await scope.TryAsync(() => objects.ApplyAsync(scope.Namespace.Key, Kinds.RoleBinding, binding, cancellation));
    }
}
