using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Tenancy.Policies;
using Tenancy.Validation;
using Webhooks.Serving;

namespace TenantOperator.Configuration;

/// <summary>What the types of the configuration cannot say.</summary>
internal static class SettingsCheck
{
    /// <summary>Every error, with the key that it is about.</summary>
    public static IEnumerable<string> Errors(OperatorSettings settings)
    {
        var certificates = settings.Certificates;
        var election = settings.LeaderElection;
        if (settings.Platform.OperatorNamespace is "")
            yield return "platform.operatorNamespace: must not be empty";
        foreach (var (key, ranges) in new[] { ("clusterRanges", settings.Platform.ClusterRanges), ("dns.cidrs", settings.Platform.Dns.Cidrs) })
            foreach (var range in ranges.Where(r => !AddressRange.TryParse(r, out _)))
                yield return $"platform.{key}: \"{range}\" is no address range such as 10.244.0.0/16";
        if (certificates.SecretName is "" || certificates.RegistrationName is "")
            yield return "certificates: secretName and registrationName must not be empty";
        if (certificates.DnsNames.Count + certificates.IpAddresses.Count == 0)
            yield return "certificates: dnsNames or ipAddresses must name at least one address of the webhooks";
        foreach (var address in certificates.IpAddresses)
            if (!IPAddress.TryParse(address, out _))
                yield return $"certificates.ipAddresses: \"{address}\" is not an IP address";
        if (certificates.ServingLifetime * 2 > certificates.AuthorityLifetime)
            yield return "certificates: authorityLifetime must be at least twice servingLifetime";
        if (certificates.Overlap * 6 > certificates.AuthorityLifetime)
            yield return "certificates: overlap must be at most a sixth of authorityLifetime";
        if (election.RenewDeadline >= election.LeaseDuration || election.RetryPeriod >= election.RenewDeadline)
            yield return "leaderElection: retryPeriod must be shorter than renewDeadline, and that shorter than leaseDuration";
        if (settings.Process is { TenantWorkers: < 1 or > 1000 } or { NamespaceWorkers: < 1 or > 1000 })
            yield return "process: tenantWorkers and namespaceWorkers must be between 1 and 1000";
        if (settings.Process.ClassTenantsPerSecond is < 1 or > 10_000)
            yield return "process: classTenantsPerSecond must be between 1 and 10000";
        if (settings.Audit.PagesPerSecond is < 1 or > 1000)
            yield return "audit: pagesPerSecond must be between 1 and 1000";
        if (ClientCertificateError(settings.ClientCertificates) is { } wrong)
            yield return $"clientCertificates: {wrong}";
        if (settings.DenialEvents.PerNamespacePerMinute is < 1 or > 1000)
            yield return "denialEvents: perNamespacePerMinute must be between 1 and 1000; to have none, set enabled to false";
        if (!IsEndpoint(settings.Tracing.Endpoint))
            yield return $"tracing.endpoint: \"{settings.Tracing.Endpoint}\" is no URL such as http://otel-collector.monitoring:4318";
        if (settings.Tracing.SamplingRatio is not (>= 0 and <= 1))
            yield return "tracing: samplingRatio must be between 0 and 1";
        foreach (var error in OfStandardClass(settings))
            yield return error;
    }

    private static string? ClientCertificateError(ClientCertificateSettings clients)
    {
        if (clients.Authority is "")
            return clients.Names.Count == 0 ? null : "names are compared only where authority says who signs: set it";
        try
        {
            _ = new ClientTrust(clients.Authority, clients.Names);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return $"authority is not PEM of certificates ({e.Message})";
        }
    }

    private static bool IsEndpoint(string endpoint) =>
        endpoint.Length == 0 || (Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps));

    // Here, and not when the class is made: a helm that waits then fails, and the processes that run go on.
    private static IEnumerable<string> OfStandardClass(OperatorSettings settings)
    {
        if (!settings.StandardClass.Enabled)
            return [];
        using var document = JsonDocument.Parse(settings.StandardClass.ToObject(isDefault: true).ToJsonString());
        return [.. TenantClassValidation.Validate(document.RootElement, default, settings.Platform).Select(e => e.ToString().Replace("spec.policy", "standardClass.policy", StringComparison.Ordinal))];
    }
}
