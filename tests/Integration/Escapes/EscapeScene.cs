namespace Integration.Escapes;

/// <summary>Two tenants, and of one of them its owner and a service account that the owner has given all that can be given.</summary>
public sealed class EscapeScene(RunningOperator @operator) : IAsyncLifetime
{
    private readonly string tenant = ApiServer.UniqueName("esc");
    private readonly string neighbour = ApiServer.UniqueName("nei");

    private string Namespace => $"{tenant}-dev";

    private string Owner => $"{tenant}-owner";

    public async ValueTask InitializeAsync()
    {
        await @operator.ReadyTenantAsync(tenant, $"  owners: [{{kind: User, name: {Owner}}}]\n  namespaces: {{provision: [{{name: dev}}]}}");
        await @operator.ReadyTenantAsync(neighbour, $"  owners: [{{kind: User, name: {neighbour}-owner}}]\n  namespaces: {{provision: [{{name: dev}}]}}");
        var owner = await KubectlAsync("owner");
        await owner.RunAsync($"create serviceaccount robot -n {Namespace}");
        await owner.RunAsync($"create rolebinding robot -n {Namespace} --clusterrole=tenant-operator:owner --serviceaccount={Namespace}:robot");
    }

    public async ValueTask DisposeAsync()
    {
        await @operator.UnprotectAsync(tenant);
        await @operator.UnprotectAsync(neighbour);
        await @operator.Admin.TryAsync($"delete tenant {tenant} {neighbour} --wait=false");
    }

    /// <summary>kubectl of the owner or the service account.</summary>
    public Task<Kubectl> KubectlAsync(string who) => who == "owner"
        ? @operator.UserAsync(Owner)
        : @operator.UserAsync($"system:serviceaccount:{Namespace}:robot", "system:serviceaccounts", $"system:serviceaccounts:{Namespace}");

    /// <summary>A text with the scene's names in it.</summary>
    public string Fill(string text) => text
        .Replace("NEIGHBOUR", $"{neighbour}-dev", StringComparison.Ordinal)
        .Replace("TENANT", tenant, StringComparison.Ordinal)
        .Replace("OWNER", Owner, StringComparison.Ordinal)
        .Replace("NS", Namespace, StringComparison.Ordinal);

    /// <summary>Who may what in the tenant's namespace and what lets traffic through, as it is stored.</summary>
    public async Task<string> WallsAsync() => await @operator.Admin.RunAsync(
        $"get rolebindings,roles,networkpolicies,resourcequotas,limitranges -n {Namespace} -o jsonpath={{range.items[*]}}{{.kind}}/{{.metadata.name}}:{{.metadata.resourceVersion}},{{end}}");
}
