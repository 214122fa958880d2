using System.Net;
using System.Text.Json;
using Tenancy.Policies;
using Tenancy.Validation;

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
        foreach (var range in settings.Platform.ClusterRanges)
            if (!AddressRange.TryParse(range, out _))
                yield return $"platform.clusterRanges: \"{range}\" is no address range such as 10.244.0.0/16";
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
        foreach (var error in OfStandardClass(settings))
            yield return error;
    }

    // Here, and not when the class is made: a helm that waits then fails, and the processes that run go on.
    private static IEnumerable<string> OfStandardClass(OperatorSettings settings)
    {
        if (!settings.StandardClass.Enabled)
            return [];
        using var document = JsonDocument.Parse(settings.StandardClass.ToObject(isDefault: true).ToJsonString());
        return [.. TenantClassValidation.Validate(document.RootElement, default, settings.Platform).Select(e => e.ToString().Replace("spec.policy", "standardClass.policy", StringComparison.Ordinal))];
    }
}
