using System.Diagnostics;
using System.Text.Json.Nodes;
using Tenancy.Api;
using Webhooks.Registrations;

namespace Conformance.ApiServer;

/// <summary>
/// Stores Tenants that admission would refuse beside those that are there: the registration for Tenants is put aside meanwhile. So they stand
/// as two do that arrive at the same moment, of which neither reviewer knows the other. The configuration's mark is put aside as well: a controller brings back what is taken out of one that
/// has its own.
/// </summary>
internal sealed class UnreviewedTenants(Api api)
{
    private const string Configuration = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/tenant-operator";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Whether the spec has hosts of the neighbour's.</summary>
    public static bool IsOne(JsonObject spec) =>
        spec["ingress"]?["hosts"] is JsonArray hosts && hosts.Any(h => ((string?)h)?.Contains("globex", StringComparison.Ordinal) is true);

    /// <summary>Does the work while nobody reviews Tenants.</summary>
    public async Task WhileAsync(Func<Task> work, CancellationToken cancel)
    {
        var (aside, mark) = await ReplaceAsync(webhooks => webhooks.Where(w => !IsOfTenants(w)), null, cancel);
        await UntilReviewedAsync(false, cancel);
        try
        {
            await work();
        }
        finally
        {
            await ReplaceAsync(webhooks => webhooks.Concat(aside), mark, cancel);
            await UntilReviewedAsync(true, cancel);
        }
    }

    private static bool IsOfTenants(JsonNode? webhook) => (string?)webhook!["name"] == "tenants.validate.tenantoperator.io";

    /// <summary>Writes the configuration's webhooks and its mark anew; returns those of Tenants, and the mark, that it had.</summary>
    private async Task<(JsonNode[] OfTenants, string? Mark)> ReplaceAsync(Func<IEnumerable<JsonNode?>, IEnumerable<JsonNode?>> change, string? mark, CancellationToken cancel)
    {
        var stored = await api.MustAsync(HttpMethod.Get, Configuration, body: null, cancel);
        var webhooks = stored["webhooks"]!.AsArray();
        var ofTenants = webhooks.Where(IsOfTenants).Select(w => w!.DeepClone()).ToArray();
        stored["webhooks"] = new JsonArray([.. change(webhooks.Select(w => w!.DeepClone()))]);
        var annotations = stored["metadata"]!["annotations"]!.AsObject();
        var marked = (string?)annotations[RegistrationMark.Annotation];
        annotations.Remove(RegistrationMark.Annotation);
        if (mark is not null)
            annotations[RegistrationMark.Annotation] = mark;
        await api.MustAsync(HttpMethod.Put, Configuration, stored, cancel);
        return (ofTenants, marked);
    }

    /// <summary>The API server reads configurations from a cache: a Tenant that only admission refuses shows which one is in force.</summary>
    private async Task UntilReviewedAsync(bool reviewed, CancellationToken cancel)
    {
        var probe = JsonNode.Parse($$$"""
            {"apiVersion": "{{{Tenant.Group}}}/{{{Tenant.Version}}}", "kind": "Tenant", "metadata": {"name": "probe"},
             "spec": {"owners": [{"kind": "User", "name": "probe"}], "ingress": {"hosts": ["regex:probe"]} } }
            """)!.AsObject();
        var waited = Stopwatch.StartNew();
        while ((await api.SendAsync(HttpMethod.Post, $"apis/{Tenant.Group}/{Tenant.Version}/tenants?dryRun=All", probe, cancel)).Succeeded == reviewed)
        {
            if (waited.Elapsed > Deadline)
                throw new TimeoutException($"the registration for Tenants was not {(reviewed ? "in force again" : "out of force")} within {Deadline.TotalMinutes} min");
            await Task.Delay(100, cancel);
        }
    }
}
