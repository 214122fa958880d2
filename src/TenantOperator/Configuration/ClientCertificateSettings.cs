namespace TenantOperator.Configuration;

/// <summary>Which certificates a client of the webhooks must show. API servers show one only when their --admission-control-config-file names it.</summary>
internal sealed record ClientCertificateSettings
{
    /// <summary>PEM of the certificates that sign those of API servers; empty: no client is asked for one.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The common names that are let in; empty: all that the authority signed.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];
}
