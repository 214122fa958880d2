using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Webhooks.Serving;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class CertificateTests
{
    [Fact]
    public async Task New_connections_get_the_new_certificate_and_old_ones_live_on()
    {
        await using var process = await WebhookProcess.StartAsync();
        process.Certificate.Serve(Certificates.SelfSigned("first"));
        var seen = new List<string>();
        using var old = Client(process, seen);
        await process.ReviewAsync(Review.Create(Pods.Compliant()), client: old);

        process.Certificate.Serve(Certificates.SelfSigned("second"));
        await process.ReviewAsync(Review.Create(Pods.Compliant()), client: old);
        using var fresh = Client(process, seen);
        await process.ReviewAsync(Review.Create(Pods.Compliant()), client: fresh);

        Assert.Equal(["CN=first", "CN=second"], seen);
    }

    [Fact]
    public async Task No_request_is_lost_while_certificates_are_swapped()
    {
        await using var process = await WebhookProcess.StartAsync();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            while (!stop.IsCancellationRequested)
            {
                // A connection for each call, so that handshakes run through the swaps.
                using var client = process.Client(HttpVersion.Version11);
                Assert.True((bool)(await process.ReviewAsync(Review.Create(Pods.Compliant()), client: client))["allowed"]!);
                answered++;
            }
            return answered;
        })).ToArray();

        for (var i = 0; i < 20; i++)
        {
            process.Certificate.Serve(Certificates.SelfSigned($"n{i}"));
            await Task.Delay(20);
        }
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), answered => Assert.True(answered > 0));
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused_and_the_old_one_stays()
    {
        var served = new ServedCertificate();
        var sound = Certificates.SelfSigned();
        served.Serve(sound);
        using var keyless = X509CertificateLoader.LoadCertificate(sound.Export(X509ContentType.Cert));
        Assert.Throws<ArgumentException>(() => served.Serve(keyless));
        Assert.Same(sound, served.Current);
    }

    private static HttpClient Client(WebhookProcess process, List<string> seen) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen.Add(certificate!.Subject);
                return true;
            },
        },
    })
    { BaseAddress = process.Address };
}
