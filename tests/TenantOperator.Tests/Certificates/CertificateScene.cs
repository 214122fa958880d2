using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

/// <summary>A fake API server with the registrations, and a clock that the test turns; somebody else keeps the certificate in a Secret, unless the settings say otherwise.</summary>
internal sealed class CertificateScene : IAsyncDisposable
{
    public const string SecretPath = "api/v1/namespaces/tenant-operator/secrets/webhook-tls";
    public const string ValidatingPath = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/tenant-operator";
    public const string MutatingPath = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/tenant-operator";

    private CertificateScene(ApiServer server, CertificateSettings settings)
    {
        (Server, Transport) = (server, new KubeTransport(new KubernetesClientConfiguration { Host = server.Url }));
        Caches = new(Transport, new OperatorSettings { Certificates = settings }, new());
    }

    public ApiServer Server { get; }

    public KubeTransport Transport { get; }

    public CertificateCaches Caches { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public static async Task<CertificateScene> StartAsync(CertificateSettings? settings = null) => new(await ApiServer.StartAsync(), settings ?? TlsSecrets.Settings);

    /// <summary>An authority that is valid for so many days.</summary>
    public TestCertificate Authority(int days) => TestCertificate.Root("authority", Now.AddDays(-1), Now.AddDays(days));

    /// <summary>Stores a sound Secret with a certificate of this authority.</summary>
    public TestCertificate Keep(TestCertificate authority, int days = 1)
    {
        var leaf = authority.Leaf(TlsSecrets.Name, Now.AddDays(-1), Now.AddDays(days));
        Server.Storage.Put(SecretPath, TlsSecrets.Of(leaf, authority));
        return leaf;
    }

    /// <summary>Stores a registration whose webhooks trust this.</summary>
    public void Register(string path, int webhooks, TrustBundle? trusted = null) => Server.Storage.Put(path, new JsonObject
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = path.Contains("/validating", StringComparison.Ordinal) ? "ValidatingWebhookConfiguration" : "MutatingWebhookConfiguration",
        ["metadata"] = new JsonObject(),
        ["webhooks"] = new JsonArray([.. Enumerable.Range(0, webhooks).Select(n => new JsonObject
        {
            ["name"] = $"w{n}.tenantoperator.io",
            ["clientConfig"] = trusted is null ? new JsonObject() : new JsonObject { ["caBundle"] = trusted.ToCaBundle() },
        })]),
    });

    /// <summary>What each webhook of a registration trusts.</summary>
    public IEnumerable<TrustBundle> Bundles(string path) =>
        Server.Storage.Get(path)!["webhooks"]!.AsArray().Select(w => TrustBundle.ReadCaBundle(w!["clientConfig"]!["caBundle"]?.ToString()));

    /// <summary>Waits until the caches show what the server holds.</summary>
    public Task SeenAsync() => ApiServer.EventuallyAsync(
        () => Caches.HaveSynced && Caches.Secret?.ResourceVersion == Version(SecretPath)
            && Caches.Registrations.Select(r => r.Entity.ResourceVersion).Order(StringComparer.Ordinal).SequenceEqual(
                new[] { Version(ValidatingPath), Version(MutatingPath) }.OfType<string>().Order(StringComparer.Ordinal)),
        "the caches show what the server holds");

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await Server.DisposeAsync();
    }

    private string? Version(string path) => Server.Storage.Get(path)?["metadata"]!["resourceVersion"]!.ToString();
}
