using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

/// <summary>Secrets of type kubernetes.io/tls.</summary>
internal static class TlsSecrets
{
    public const string Name = "webhooks.example.svc";

    /// <summary>What processes are told that watch one.</summary>
    public static readonly CertificateSettings Settings = new() { Source = CertificateSource.Secret, SecretName = "webhook-tls", DnsNames = [Name] };

    /// <summary>A Secret that holds these texts; none for those that are null.</summary>
    public static JsonObject Of(string? certificate, string? key, string? authorities)
    {
        var data = new JsonObject();
        foreach (var (name, text) in new[] { ("tls.crt", certificate), ("tls.key", key), ("ca.crt", authorities) })
        {
            if (text is not null)
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["type"] = "kubernetes.io/tls", ["metadata"] = new JsonObject(), ["data"] = data };
    }

    /// <summary>A sound one.</summary>
    public static JsonObject Of(TestCertificate leaf, TestCertificate authority) => Of(leaf.Pem, leaf.KeyPem, authority.Pem);

    public static TlsSecret Read(JsonObject secret, CertificateSettings? settings = null)
    {
        using var document = JsonDocument.Parse(secret.ToJsonString());
        return TlsSecret.Read(document.RootElement, settings ?? Settings);
    }

    /// <summary>What a sound one has served.</summary>
    public static ServingCertificate Serving(TestCertificate leaf, TestCertificate authority) => Read(Of(leaf, authority)).Certificate!;

    /// <summary>Trust in these.</summary>
    public static TrustBundle Bundle(params IEnumerable<TestCertificate> trusted) => TrustBundle.Read(string.Concat(trusted.Select(c => c.Pem)));
}
