namespace Integration.Certificates;

/// <summary>The operator's own certificates, when they live for seconds.</summary>
[Collection(CertificateCollection.Name)]
public sealed class SelfManagedTests(ShortLivedAuthority cluster) : IClassFixture<ShortLivedAuthority>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificates_and_authorities_are_replaced_under_load_and_no_request_is_refused()
    {
        var (load, handshakes) = (new AdmissionLoad(cluster.Admin), new Handshakes(cluster.Admin, cluster.Webhooks));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Task.WhenAll(load.RunAsync(stop.Token), handshakes.RunAsync(stop.Token));

        // Each of two processes: what it served first, another one of the same authority, and one of the next.
        await Eventually.HoldsAsync(
            () => Task.FromResult((handshakes.Roots >= 2 && handshakes.Leaves >= 6) || running.IsFaulted || load.Failures.Count + handshakes.Failures.Count > 0),
            Cancel, "certificates and authority are replaced");
        await stop.CancelAsync();
        await running;

        Assert.Empty(load.Failures);
        Assert.Empty(handshakes.Failures);
        Assert.True(load.Answered > 100, $"{load.Answered} requests are too few to show anything");
        TestContext.Current.SendDiagnosticMessage($"{load.Answered} requests, {handshakes.Leaves} certificates of {handshakes.Roots} authorities");
    }
}

/// <summary>An authority is replaced after 32 s, a certificate after 12.</summary>
public sealed class ShortLivedAuthority() : CertificateCluster(
    "certificates.authorityLifetime=48s", "certificates.servingLifetime=18s", "certificates.overlap=4s");
