using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantOperator.Certificates;

/// <summary>How the authority is laid out in its Secret: <c>tls.crt</c>, <c>tls.key</c>, <c>next.crt</c>, <c>next.key</c>, <c>ca.crt</c>.</summary>
internal static class AuthoritySecret
{
    private const string Bundle = "ca.crt";
    private const string CurrentCertificate = "tls.crt";
    private const string CurrentKey = "tls.key";
    private const string NextCertificate = "next.crt";
    private const string NextKey = "next.key";

    /// <summary>Reads a Secret. What is broken or missing in it is left out; nothing throws.</summary>
    public static AuthorityState Read(JsonElement secret) => new(
        Authority.TryRead(SecretData.Text(secret, CurrentCertificate), SecretData.Text(secret, CurrentKey)),
        Authority.TryRead(SecretData.Text(secret, NextCertificate), SecretData.Text(secret, NextKey)),
        TrustBundle.Read(SecretData.Text(secret, Bundle)));

    /// <summary>The data of the Secret; null for a key that is to go (as a merge patch understands it).</summary>
    public static JsonObject Data(AuthorityState state) => new()
    {
        [CurrentCertificate] = Base64(state.Current?.CertificatePem),
        [CurrentKey] = Base64(state.Current?.KeyPem),
        [NextCertificate] = Base64(state.Next?.CertificatePem),
        [NextKey] = Base64(state.Next?.KeyPem),
        [Bundle] = Base64(state.Bundle.ToPem()),
    };

    private static JsonNode? Base64(string? text) => text is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
