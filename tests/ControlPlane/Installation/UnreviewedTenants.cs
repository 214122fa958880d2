using System.Diagnostics;
using k8s;
using k8s.Models;

namespace ControlPlanes.Installation;

/// <summary>
/// Tenants that nobody reviews: they come to stand as two do that arrive at the same moment, of which neither reviewer knows the other. The registration for Tenants is put aside
/// meanwhile, and the configuration's mark, by which a controller knows it as its own and would bring back what is taken out.
/// </summary>
/// <param name="client">Of a platform admin.</param>
public sealed class UnreviewedTenants(Kubernetes client)
{
    private const string Configuration = "tenant-operator";
    private const string Mark = "tenantoperator.io/registration";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Does the work while nobody reviews Tenants.</summary>
    /// <exception cref="TimeoutException">The registration was not out of force, or in force again, within two minutes.</exception>
    public async Task WhileAsync(Func<Task> work, CancellationToken cancel)
    {
        var (aside, mark) = await PutAsideAsync(cancel);
        await UntilReviewedAsync(false, cancel);
        try
        {
            await work();
        }
        finally
        {
            await PutBackAsync(aside, mark, cancel);
            await UntilReviewedAsync(true, cancel);
        }
    }

    private async Task<(V1ValidatingWebhook Aside, string Mark)> PutAsideAsync(CancellationToken cancel)
    {
        var stored = await client.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(Configuration, cancellationToken: cancel);
        var aside = stored.Webhooks.Single(w => w.Name == "tenants.validate.tenantoperator.io");
        var mark = stored.Metadata.Annotations[Mark];
        stored.Webhooks.Remove(aside);
        stored.Metadata.Annotations.Remove(Mark);
        await ReplaceAsync(stored, cancel);
        return (aside, mark);
    }

    private async Task PutBackAsync(V1ValidatingWebhook aside, string mark, CancellationToken cancel)
    {
        var stored = await client.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync(Configuration, cancellationToken: cancel);
        stored.Webhooks.Add(aside);
        stored.Metadata.Annotations[Mark] = mark;
        await ReplaceAsync(stored, cancel);
    }

    private Task ReplaceAsync(V1ValidatingWebhookConfiguration changed, CancellationToken cancel)
    {
        // The client cannot write them, and the API server keeps them.
        changed.Metadata.ManagedFields = null;
        return client.AdmissionregistrationV1.ReplaceValidatingWebhookConfigurationAsync(changed, Configuration, cancellationToken: cancel);
    }

    // The API server reads configurations from a cache: a Tenant that only admission refuses shows which one is in force.
    private async Task UntilReviewedAsync(bool reviewed, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (await TenantProbe.RefusalAsync(client, """ "ingress": {"hosts": ["regex:probe"]} """, cancel) is not null != reviewed)
        {
            if (waited.Elapsed > Deadline)
                throw new TimeoutException($"the registration for Tenants was not {(reviewed ? "in force again" : "out of force")} within {Deadline.TotalMinutes} min");
            await Task.Delay(100, cancel);
        }
    }
}
