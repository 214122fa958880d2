using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime.Tests.Transport;

public sealed class ConnectionTests
{
    private static readonly (string Certificate, string Key) Client = Pair("CN=somebody");

    [Fact]
    public async Task The_client_certificate_of_the_configuration_says_who_we_are() => Assert.Equal("CN=somebody", await SubjectSeenAsync(new()
    {
        ClientCertificateData = Base64(Client.Certificate),
        ClientCertificateKeyData = Base64(Client.Key),
    }));

    [Fact]
    public async Task A_file_is_as_good_and_comes_first()
    {
        var folder = Directory.CreateTempSubdirectory();
        var (certificate, key) = (Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
        await File.WriteAllTextAsync(certificate, Client.Certificate, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, Client.Key, TestContext.Current.CancellationToken);
        var other = Pair("CN=other");

        Assert.Equal("CN=somebody", await SubjectSeenAsync(new()
        {
            ClientCertificateFilePath = certificate,
            ClientKeyFilePath = key,
            ClientCertificateData = Base64(other.Certificate),
            ClientCertificateKeyData = Base64(other.Key),
        }));
    }

    [Theory]
    [InlineData(null, "is no address")]
    [InlineData("kubernetes", "is no address")]
    [InlineData("ftp://kubernetes", "is no address")]
    [InlineData("https://kubernetes", "no certificate authority")]
    public void What_says_too_little_is_refused(string? host, string why) => Assert.Contains(
        why, Assert.Throws<KubeConfigException>(() => new KubeTransport(new KubernetesClientConfiguration { Host = host })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("%", "is no base64")]
    [InlineData("AAAA", "do not make a pair")]
    public void A_client_certificate_that_is_none_is_refused(string data, string why) => Assert.Contains(
        why,
        Assert.Throws<KubeConfigException>(() => new KubeTransport(new KubernetesClientConfiguration
        {
            Host = "https://kubernetes",
            SslCaCerts = [],
            ClientCertificateData = data,
            ClientCertificateKeyData = Base64(Client.Key),
        })).Message,
        StringComparison.Ordinal);

    private static async Task<string?> SubjectSeenAsync(KubernetesClientConfiguration configuration)
    {
        var (certificate, key) = Pair("CN=server");
        using var server = X509Certificate2.CreateFromPem(certificate, key);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server, tls =>
        {
            tls.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            tls.AllowAnyClientCertificate();
        })));
        await using var app = builder.Build();
        app.Run(context => context.Response.WriteAsJsonAsync(context.Connection.ClientCertificate?.Subject));
        await app.StartAsync(TestContext.Current.CancellationToken);
        (configuration.Host, configuration.SslCaCerts) = (app.Urls.First(), [X509CertificateLoader.LoadCertificate(server.RawData)]);
        using var transport = new KubeTransport(configuration);
        using var answer = await transport.GetRawAsync("whoami", TestContext.Current.CancellationToken);
        return answer.RootElement.GetString();
    }

    private static (string Certificate, string Key) Pair(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (made.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
