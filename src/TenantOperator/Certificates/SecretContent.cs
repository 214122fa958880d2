using System.Text.Json;
using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>What the Secret keeps, read as the source of certificates has it; the other reading is that of no Secret.</summary>
/// <param name="Authority">The operator's own authority.</param>
/// <param name="Tls">The certificate that somebody else made.</param>
internal sealed record SecretContent(AuthorityState Authority, TlsSecret Tls)
{
    /// <summary>There is no Secret.</summary>
    public static readonly SecretContent Nothing = new(AuthorityState.Nothing, TlsSecret.Missing);

    /// <summary>Reads a Secret. Nothing throws.</summary>
    public static SecretContent Read(JsonElement secret, CertificateSettings settings) => settings.Source == CertificateSource.Secret
        ? Nothing with { Tls = TlsSecret.Read(secret, settings) }
        : Nothing with { Authority = AuthoritySecret.Read(secret) };
}
