using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TenantOperator.Certificates;

/// <summary>Whether a certificate that somebody else made is one that an API server accepts.</summary>
internal static class CertificateChain
{
    private static readonly Oid ForServers = new("1.3.6.1.5.5.7.3.1", "serverAuth");

    /// <summary>
    /// Whether an API server that trusts this certificate alone accepts what is served: signatures, times, and that it is for servers. As Go has it, and .NET has not,
    /// whatever is trusted ends a chain: an intermediate, or the served certificate itself, as well as a root.
    /// </summary>
    public static bool LeadsTo(X509Certificate2 trusted, ServingCertificate served, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        // Nothing is a root here, and no root is missed: what counts is that the trusted one is on the way. One at a time,
        // since of two authorities of the same name only one would be tried.
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        policy.ExtraStore.AddRange(served.Intermediates);
        policy.ExtraStore.Add(trusted);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.ApplicationPolicy.Add(ForServers);
        try
        {
            return chain.Build(served.Certificate)
                && chain.ChainElements.Any(element => element.Certificate.RawDataMemory.Span.SequenceEqual(trusted.RawDataMemory.Span));
        }
        finally
        {
            // Copies, with memory of the system's: each probe of readiness asks.
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }
}
