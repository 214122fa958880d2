using k8s;
using k8s.Models;

namespace ControlPlanes.Audit;

/// <summary>What the chart's roles, as they are stored, give the operator's accounts.</summary>
internal static class GrantedRights
{
    // Tests bind roles to these accounts as well.
    private const string OfTheChart = "app.kubernetes.io/name=tenant-operator,app.kubernetes.io/managed-by=Helm";

    /// <summary>Reads the roles that are bound.</summary>
    public static async Task<IReadOnlyList<Right>> ReadAsync(Kubernetes client, CancellationToken cancel)
    {
        var rights = new List<Right>();
        foreach (var binding in (await client.RbacAuthorizationV1.ListClusterRoleBindingAsync(labelSelector: OfTheChart, cancellationToken: cancel)).Items)
        {
            foreach (var account in Named(binding.Subjects))
                rights.AddRange(Of(account, "", (await client.RbacAuthorizationV1.ReadClusterRoleAsync(binding.RoleRef.Name, cancellationToken: cancel)).Rules));
        }

        foreach (var binding in (await client.RbacAuthorizationV1.ListRoleBindingForAllNamespacesAsync(labelSelector: OfTheChart, cancellationToken: cancel)).Items)
        {
            var ns = binding.Namespace();
            foreach (var account in Named(binding.Subjects))
                rights.AddRange(Of(account, ns, (await client.RbacAuthorizationV1.ReadNamespacedRoleAsync(binding.RoleRef.Name, ns, cancellationToken: cancel)).Rules));
        }

        return rights;
    }

    private static IEnumerable<string> Named(IEnumerable<Rbacv1Subject>? subjects) =>
        (subjects ?? []).Where(s => s.Kind == "ServiceAccount").Select(s => Accounts.Of($"system:serviceaccount:{s.NamespaceProperty}:{s.Name}")).OfType<string>();

    private static IEnumerable<Right> Of(string account, string ns, IEnumerable<V1PolicyRule> rules) =>
        RoleRules.Rights(account, ns, rules.Select(r => new RoleRules([.. r.ApiGroups], [.. r.Resources], [.. r.ResourceNames ?? []], [.. r.Verbs])));
}
