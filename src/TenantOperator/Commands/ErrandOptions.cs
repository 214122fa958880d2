namespace TenantOperator.Commands;

/// <summary>What the command line says of an errand.</summary>
/// <param name="Kubeconfig">The kubeconfig; null inside a cluster.</param>
/// <param name="Timeout">How long it may go on trying.</param>
/// <param name="Output">Where it tells what it found or did.</param>
internal sealed record ErrandOptions(string? Kubeconfig, TimeSpan Timeout, TextWriter Output);
