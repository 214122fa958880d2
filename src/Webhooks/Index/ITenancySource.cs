using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>Reads from the API server what the index does not know yet.</summary>
internal interface ITenancySource
{
    /// <summary>The namespace's tenant label; <see cref="NamespaceState.Missing"/> when there is no such namespace.</summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<NamespaceState> NamespaceAsync(string name, CancellationToken cancellationToken);

    /// <summary>The tenant's policy, or null when there is no such tenant.</summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<TenantPolicy?> TenantAsync(string name, CancellationToken cancellationToken);

    /// <summary>The class, or null when there is no such class.</summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<TenantClass?> ClassAsync(string name, CancellationToken cancellationToken);

    /// <summary>The volume, or null when there is no such volume.</summary>
    /// <exception cref="OperatorRuntime.ApiException">The API server refused or failed.</exception>
    Task<VolumeFact?> VolumeAsync(string name, CancellationToken cancellationToken);
}
