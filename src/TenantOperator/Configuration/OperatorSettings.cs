using Tenancy.Classes;
using Tenancy.Policies;
using TenantOperator.Audit;
using Webhooks.Denials;

namespace TenantOperator.Configuration;

/// <summary>The configuration file: what the chart renders into a ConfigMap. The same file serves both roles.</summary>
/// <remarks>Properties can be set because generated readers leave an init-only one null or zero when the file does not name it.</remarks>
internal sealed record OperatorSettings
{
    /// <summary>Who the platform is: its admins, its system accounts, the names it keeps to itself.</summary>
    public PlatformSettings Platform { get; set; } = new();

    /// <summary>The class that is made when it is absent.</summary>
    public StandardClass StandardClass { get; set; } = new();

    /// <summary>Where the webhooks' certificates come from.</summary>
    public CertificateSettings Certificates { get; set; } = new();

    /// <summary>Which certificates the webhooks' clients must show.</summary>
    public ClientCertificateSettings ClientCertificates { get; set; } = new();

    /// <summary>How one controller of several is elected.</summary>
    public LeaderElectionSettings LeaderElection { get; set; } = new();

    /// <summary>How controllers and webhooks work.</summary>
    public ProcessSettings Process { get; set; } = new();

    /// <summary>How the audit of stored objects works.</summary>
    public AuditSettings Audit { get; set; } = new();

    /// <summary>How denials are told in tenants' namespaces.</summary>
    public DenialEventSettings DenialEvents { get; set; } = new();

    /// <summary>Where traces go.</summary>
    public TracingSettings Tracing { get; set; } = new();
}
