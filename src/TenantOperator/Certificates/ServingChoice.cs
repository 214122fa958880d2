using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>Decides which certificate a webhook process serves when it signs its own. Pure, but for the new key that a new certificate has.</summary>
internal static class ServingChoice
{
    /// <summary>The certificate to serve from now on; the one that is served when nothing better can be had.</summary>
    /// <param name="served">What is served now; null when nothing is.</param>
    /// <param name="authority">What the Secret keeps; <see cref="AuthorityState.Nothing"/> when it is missing or broken.</param>
    /// <param name="trusted">What every webhook of the registrations trusts; null when there are no registrations.</param>
    /// <param name="settings">Names and lifetimes.</param>
    /// <param name="now">The time.</param>
    public static ServingCertificate? Next(
        ServingCertificate? served, AuthorityState authority, TrustBundle? trusted, CertificateSettings settings, DateTimeOffset now)
    {
        // One that begins only later was made by a clock that was ahead, or ours is behind: whatever it is, nothing that it signs would be better than what there is.
        if (authority.Current is not { } current || !current.IsValidAt(now))
            return served;
        if (served is null || now >= served.Expires)
            return current.Issue(settings, now);
        var sameIssuer = served.Issuer?.CertificatePem == current.CertificatePem;
        if (sameIssuer)
            return now >= served.RenewAt ? current.Issue(settings, now) : served;
        // Of a new authority only once it is trusted: until then the API server would refuse what the old one still makes valid.
        return trusted is null || current.IsIn(trusted) ? current.Issue(settings, now) : served;
    }

    /// <summary>Whether an API server would accept the certificate now.</summary>
    public static bool IsTrusted(ServingCertificate? served, TrustBundle? trusted, DateTimeOffset now) =>
        served is not null && served.IsValidAt(now) && (trusted is null || served.IsTrustedBy(trusted, now));
}
