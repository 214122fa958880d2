using System.Security.Cryptography.X509Certificates;

namespace TenantOperator.Certificates;

/// <summary>A serving certificate with its key, in memory alone.</summary>
/// <param name="Certificate">The certificate and its key.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="RenewAt">When its successor is to be made.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record ServingCertificate(X509Certificate2 Certificate, Authority Issuer, DateTimeOffset RenewAt, DateTimeOffset Expires);
