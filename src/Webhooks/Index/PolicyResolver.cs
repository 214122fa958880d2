using System.Text.Json;
using OperatorRuntime;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Index;

/// <summary>
/// Finds the policy that a request is held to: from the index, else from the API server itself, once and quickly. What cannot be
/// found out now is refused with "try again"; a namespace whose label names a tenant that does not exist is held to the strictest.
/// </summary>
internal sealed class PolicyResolver(TenancyIndex index, ITenancySource source, TimeProvider time)
{
    private readonly SharedReads<NamespaceState> namespaces = new(source.NamespaceAsync, time);
    private readonly SharedReads<TenantPolicy?> tenants = new(source.TenantAsync, time);

    public ValueTask<Resolution> ResolveAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!index.IsSynced)
            return new(Denial.TryAgain("tenant-operator has just started and does not know the cluster's tenants yet"));
        if (IsNamespace(request))
            return OfNamespaceObject(request, deadline, cancellationToken);
        if (request.Namespace.Length == 0)
            return new(TenantPolicy.Unowned);
        return index.TenantOf(request.Namespace) is { } tenant
            ? OfTenant(tenant, deadline, cancellationToken)
            : OfUnknownNamespace(request.Namespace, deadline, cancellationToken);
    }

    private static bool IsNamespace(AdmissionRequest request) =>
        request.Group.Length == 0 && request.Resource is "namespaces" or "namespaces/status" or "namespaces/finalize";

    // Stored label first: on an update that takes the label away or changes it, the tenant that has the namespace decides.
    private ValueTask<Resolution> OfNamespaceObject(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if ((Label(request.OldObject) ?? Label(request.Object)) is { } tenant)
            return OfTenant(tenant, deadline, cancellationToken);
        return new(index.TenantByPrefix(request.Name) ?? TenantPolicy.Unowned);
    }

    private static string? Label(JsonElement element) => element.ValueKind == JsonValueKind.Object ? Projections.TenantLabel(element) : null;

    private ValueTask<Resolution> OfTenant(string name, Deadline deadline, CancellationToken cancellationToken)
    {
        if (index.Tenant(name) is { } policy)
            return new(policy);
        return IsName(name) ? OfUnknownTenant(name, deadline, cancellationToken) : new(Projections.Strictest(name));
    }

    private async ValueTask<Resolution> OfUnknownNamespace(string name, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!IsName(name))
            return Denial.Invalid($"there is no namespace \"{name}\"");
        try
        {
            var state = await namespaces.GetAsync(name, deadline.Remaining, cancellationToken);
            if (!state.Exists)
                return Denial.TryAgain($"namespace \"{name}\" does not exist yet, or no longer");
            return state.Tenant is null ? TenantPolicy.Unowned : await OfTenant(state.Tenant, deadline, cancellationToken);
        }
        catch (Exception e) when (NoAnswer(e, cancellationToken))
        {
            return Denial.TryAgain($"which tenant namespace \"{name}\" belongs to could not be read from the API server in time");
        }
    }

    private async ValueTask<Resolution> OfUnknownTenant(string name, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await tenants.GetAsync(name, deadline.Remaining, cancellationToken) ?? Projections.Strictest(name);
        }
        catch (Exception e) when (NoAnswer(e, cancellationToken))
        {
            return Denial.TryAgain($"tenant \"{name}\" could not be read from the API server in time");
        }
    }

    private static bool NoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is ApiException or HttpRequestException or TimeoutException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    // Only what can be the name of an object goes into a path of the API server.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
