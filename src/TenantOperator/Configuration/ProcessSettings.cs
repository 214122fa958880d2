namespace TenantOperator.Configuration;

/// <summary>How controllers and webhooks work.</summary>
internal sealed record ProcessSettings
{
    /// <summary>How many Tenants are worked on at a time.</summary>
    public int TenantWorkers { get; set; } = 4;

    /// <summary>How many namespaces are worked on at a time.</summary>
    public int NamespaceWorkers { get; set; } = 8;

    /// <summary>How many volumes are worked on at a time.</summary>
    public int VolumeWorkers { get; set; } = 2;

    /// <summary>How many Tenants a second a change of a TenantClass reaches. All classes share it.</summary>
    public int ClassTenantsPerSecond { get; set; } = 20;

    /// <summary>
    /// How long a webhook process goes on answering after SIGTERM while it says that it is not ready: until every API server and
    /// every node's proxy has taken it out of the Service.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(8);
}
