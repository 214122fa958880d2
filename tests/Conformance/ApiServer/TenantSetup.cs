using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.Format;
using Tenancy.Api;
using Tenancy.Isolation;

namespace Conformance.ApiServer;

/// <summary>
/// Makes a tenant for the cases that share its spec. What they need as stored is made before the walls stand, in a namespace
/// that belongs to nobody yet: so it may break rules, as objects do that are older than a rule.
/// </summary>
internal sealed class TenantSetup(Api api)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly Kinds Namespaces = new("", "v1", "namespaces", Namespaced: false);
    private static readonly Kinds Tenants = new(Tenant.Group, Tenant.Version, Tenant.Plural, Namespaced: false);

    /// <summary>Makes it and waits until the webhooks know its policy.</summary>
    public async Task MakeAsync(string tenant, JsonObject spec, IReadOnlyList<Placement> cases, CancellationToken cancel)
    {
        var @namespace = $"{tenant}-dev";
        await PostAsync(Namespaces, "", Object("v1", "Namespace", @namespace), cancel);
        foreach (var volume in Placement.VolumesOf(tenant, cases))
            await PostAsync(Kinds.Of(volume), "", volume, cancel);
        foreach (var stored in cases.Where(c => c.NeedsStored))
            await StoreAsync(stored.Case.OldObject!, @namespace, cancel);
        foreach (var beside in cases.Take(1).SelectMany(c => c.Case.Besides))
            await StoreAsync(beside, @namespace, cancel);
        await PostAsync(Tenants, "", Object($"{Tenant.Group}/{Tenant.Version}", "Tenant", tenant, ("spec", spec.DeepClone())), cancel);
        var label = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Labels.Tenant] = tenant } } };
        await api.MustAsync(HttpMethod.Patch, Api.PathOf(Namespaces, "", @namespace), label, cancel, Api.MergePatch);
        await WaitForWallsAsync(tenant, @namespace, cancel);
        await WaitForWebhooksAsync(@namespace, (string)spec["contact"]!, cancel);
        if ((bool?)spec["suspended"] is true)
            await WaitForSuspensionAsync(@namespace, cancel);
    }

    /// <summary>The API server asks about a kind that no other rule guards once its own cache shows the label of the namespace.</summary>
    private Task WaitForSuspensionAsync(string @namespace, CancellationToken cancel) => UntilAsync(
        $"{@namespace} is suspended",
        async () => !(await api.SendAsync(
            HttpMethod.Post, $"api/v1/namespaces/{@namespace}/configmaps?dryRun=All", Object("v1", "ConfigMap", "probe"), cancel, user: new Requester("probe", ["system:authenticated"]))).Succeeded,
        cancel);

    private async Task StoreAsync(JsonObject stored, string tenantNamespace, CancellationToken cancel)
    {
        var kinds = Kinds.Of(stored);
        // The token that a pod may ask for comes with its account, a moment after the namespace.
        if (kinds.Plural == "pods")
            await UntilAsync($"service account default of {tenantNamespace}", async () => (await api.SendAsync(HttpMethod.Get, $"api/v1/namespaces/{tenantNamespace}/serviceaccounts/default", body: null, cancel)).Succeeded, cancel);
        await PostAsync(kinds, (string?)stored["metadata"]!["namespace"] ?? "", stored, cancel);
    }

    // Role bindings come last: with the owners', all walls stand, which may be none.
    private Task WaitForWallsAsync(string tenant, string @namespace, CancellationToken cancel) => UntilAsync(
        $"walls of {tenant}",
        async () => (await api.SendAsync(HttpMethod.Get, $"apis/rbac.authorization.k8s.io/v1/namespaces/{@namespace}/rolebindings/tenant-owners", body: null, cancel)).Succeeded,
        cancel);

    /// <summary>A probe that is always denied, with a text that only this policy gives.</summary>
    private async Task WaitForWebhooksAsync(string @namespace, string contact, CancellationToken cancel)
    {
        var probe = Object("networking.k8s.io/v1", "NetworkPolicy", "tenant-probe", ("spec", new JsonObject { ["podSelector"] = new JsonObject() }));
        var path = $"apis/networking.k8s.io/v1/namespaces/{@namespace}/networkpolicies?dryRun=All";
        await UntilAsync(
            $"webhooks know {@namespace}",
            async () => Answers.Of(await api.SendAsync(HttpMethod.Post, path, probe, cancel, user: new Requester("probe", ["system:authenticated"]))).Message.Contains(contact, StringComparison.Ordinal),
            cancel);
    }

    private async Task PostAsync(Kinds kinds, string @namespace, JsonObject body, CancellationToken cancel) =>
        await api.MustAsync(HttpMethod.Post, Api.PathOf(kinds, @namespace, ""), body, cancel);

    private static async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            if (waited.Elapsed > Deadline)
                throw new TimeoutException($"{what}: not within {Deadline.TotalMinutes} min");
            await Task.Delay(100, cancel);
        }
    }

    private static JsonObject Object(string apiVersion, string kind, string name, params (string Key, JsonNode? Value)[] rest)
    {
        var o = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        foreach (var (key, value) in rest)
            o[key] = value;
        return o;
    }
}
