using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime.Tests.Transport;

/// <summary>A certificate that the cluster's CA made for another name (a kubelet's, a webhook's) must not pass as the API server's.</summary>
public sealed class HostNameTests
{
    [Fact]
    public async Task A_certificate_for_this_server_is_accepted() => Assert.Null(await FailureAsync(names => names.AddIpAddress(IPAddress.Loopback)));

    [Fact]
    public async Task A_certificate_of_the_same_authority_for_another_name_is_refused() =>
        Assert.Equal(ApiException.Unreachable, (await FailureAsync(names => names.AddDnsName("other.example.org")))?.Reason);

    private static async Task<ApiException?> FailureAsync(Action<SubjectAlternativeNameBuilder> name)
    {
        using var certificate = Certificate(name);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.Run(context => context.Response.WriteAsync("{}"));
        await server.StartAsync();
        using var transport = new KubeTransport(
            new KubernetesClientConfiguration { Host = server.Urls.First(), SslCaCerts = [X509CertificateLoader.LoadCertificate(certificate.RawData)] },
            new RuntimeServices { Time = new HastyTime() });
        return await Record.ExceptionAsync(() => transport.GetRawAsync("version", CancellationToken.None)) as ApiException;
    }

    private static X509Certificate2 Certificate(Action<SubjectAlternativeNameBuilder> name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
