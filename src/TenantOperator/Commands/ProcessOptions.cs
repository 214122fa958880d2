using System.Net;

namespace TenantOperator.Commands;

/// <summary>What the command line says of a process.</summary>
/// <param name="Config">The configuration file.</param>
/// <param name="Kubeconfig">The kubeconfig; null inside a cluster.</param>
/// <param name="Bind">The address that every port is opened on.</param>
/// <param name="Port">The webhooks' TLS port.</param>
/// <param name="HealthPort">The plain port of <c>/livez</c> and <c>/readyz</c>.</param>
/// <param name="MetricsPort">The plain port of <c>/metrics</c>.</param>
/// <param name="LogFormat">How logs are written.</param>
internal sealed record ProcessOptions(
    string Config, string? Kubeconfig, IPAddress Bind, int Port, int HealthPort, int MetricsPort, LogFormat LogFormat);
