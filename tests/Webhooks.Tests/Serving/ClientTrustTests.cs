using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Serving;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class ClientTrustTests
{
    private static readonly ClientAuthority Ours = new();

    [Fact]
    public async Task A_client_with_a_certificate_of_the_authority_is_answered() => Assert.Null(await FailureAsync(Ours.Sign("kube-apiserver")));

    [Fact]
    public async Task A_client_without_a_certificate_is_not_let_in() => Assert.NotNull(await FailureAsync(null));

    [Fact]
    public async Task A_client_with_a_certificate_of_another_authority_is_not_let_in() => Assert.NotNull(await FailureAsync(new ClientAuthority().Sign("kube-apiserver")));

    [Fact]
    public async Task A_certificate_that_is_not_for_clients_is_not_let_in() => Assert.NotNull(await FailureAsync(Ours.Sign("kube-apiserver", usage: "1.3.6.1.5.5.7.3.1")));

    [Fact]
    public async Task A_certificate_that_has_ended_is_not_let_in() => Assert.NotNull(await FailureAsync(Ours.Sign("kube-apiserver", ends: TimeSpan.FromMinutes(-1))));

    [Fact]
    public async Task Of_several_that_the_authority_signs_only_those_that_are_named_are_let_in()
    {
        Assert.Null(await FailureAsync(Ours.Sign("kube-apiserver"), "kube-apiserver"));
        Assert.NotNull(await FailureAsync(Ours.Sign("kubelet"), "kube-apiserver"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM")]
    public void What_holds_no_certificate_is_no_authority(string pem) => Assert.Throws<ArgumentException>(() => new ClientTrust(pem, []));

    private static async Task<Exception?> FailureAsync(X509Certificate2? shown, params string[] names)
    {
        await using var process = await WebhookProcess.StartAsync(configure: services => services.AddSingleton(new ClientTrust(Ours.Pem, names)));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
                ClientCertificates = shown is null ? null : [shown],
            },
        })
        { BaseAddress = process.Address, DefaultRequestVersion = HttpVersion.Version11 };
        return await Record.ExceptionAsync(() => process.ReviewAsync(Review.Create(Pods.Compliant()), client: client));
    }

    private sealed class ClientAuthority
    {
        private readonly X509Certificate2 certificate;

        public ClientAuthority()
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=clients", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        public string Pem => certificate.ExportCertificatePem();

        public X509Certificate2 Sign(string name, string usage = "1.3.6.1.5.5.7.3.2", TimeSpan? ends = null)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
            using var signed = request.Create(certificate, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow + (ends ?? TimeSpan.FromHours(1)), RandomNumberGenerator.GetBytes(8));
            return signed.CopyWithPrivateKey(key);
        }
    }
}
