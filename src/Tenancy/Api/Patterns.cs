namespace Tenancy.Api;

/// <summary>Regular expressions of Kubernetes' names (RFC 1123), as the CRD's schema states them.</summary>
public static class Patterns
{
    /// <summary>A DNS label: lower-case letters, digits and dashes, no dash at either end.</summary>
    public const string DnsLabel = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
}
