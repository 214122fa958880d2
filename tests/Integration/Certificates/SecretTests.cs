using System.Security.Cryptography.X509Certificates;
using System.Text;
using ControlPlanes;
using ControlPlanes.Installation;
using k8s;
using k8s.Models;

namespace Integration.Certificates;

/// <summary>A certificate that somebody else keeps in a Secret.</summary>
[Collection(CertificateCollection.Name)]
public sealed class SecretTests(KeptCertificate cluster) : IClassFixture<KeptCertificate>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificates_and_authorities_are_replaced_under_load_and_no_request_is_refused()
    {
        var (load, handshakes) = (new AdmissionLoad(cluster.Admin), new Handshakes(cluster.Admin, cluster.Webhooks));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Task.WhenAll(load.RunAsync(stop.Token), handshakes.RunAsync(stop.Token));
        var (second, third) = (TestAuthority.Create(), TestAuthority.Create());

        await ServedAsync(cluster.Authority);
        await ServedAsync(cluster.Authority);
        await ServedAsync(second);
        await ServedAsync(third.Intermediate());
        var answered = load.Answered;
        await Eventually.HoldsAsync(() => Task.FromResult(load.Answered > answered + 100 || running.IsFaulted), Cancel);
        await stop.CancelAsync();
        await running;

        Assert.Empty(load.Failures);
        Assert.Empty(handshakes.Failures);
        Assert.True(handshakes.Leaves >= 4 && handshakes.Roots >= 3, $"{handshakes.Leaves} certificates of {handshakes.Roots} authorities are too few to show anything");
        var trusted = (await handshakes.TrustedAsync()).Select(c => c.Thumbprint).ToArray();
        Assert.All([cluster.Authority.Root, second.Root, third.Root], root => Assert.Contains(root.Thumbprint, trusted));
        TestContext.Current.SendDiagnosticMessage($"{load.Answered} requests, {handshakes.Leaves} certificates of {handshakes.Roots} authorities");
    }

    [Theory]
    [InlineData("missing", "it is not there")]
    [InlineData("broken", "tls.crt is missing or holds no certificate")]
    [InlineData("ended", "tls.crt has ended")]
    [InlineData("wrong key", "tls.key is missing, or is not the key")]
    [InlineData("wrong name", "tls.crt is not made out to 127.0.0.1")]
    [InlineData("unknown authority", "no certificate in ca.crt vouches for tls.crt")]
    public async Task A_Secret_that_cannot_be_used_keeps_the_old_certificate_and_raises_the_alarm(string how, string told)
    {
        await ServedAsync(cluster.Authority);
        var before = await Task.WhenAll(cluster.Webhooks.Select(Handshakes.ServedAsync));
        var warnings = cluster.Webhooks.Select(Warnings).ToArray();
        await AlarmIsAsync(raised: false);
        var load = new AdmissionLoad(cluster.Admin);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = load.RunAsync(stop.Token);

        await BreakAsync(how);
        await AlarmIsAsync(raised: true);
        var answered = load.Answered;
        await Eventually.HoldsAsync(() => Task.FromResult(load.Answered > answered + 60 || running.IsFaulted || load.Failures.Count > 0), Cancel);

        Assert.Equal(before, await Task.WhenAll(cluster.Webhooks.Select(Handshakes.ServedAsync)));
        Assert.All(cluster.Webhooks.Zip(warnings), p => Assert.Equal(p.Second + 1, Warnings(p.First)));
        Assert.All(cluster.Webhooks, w => Assert.Contains(told, File.ReadAllText(w.LogFile), StringComparison.Ordinal));
        foreach (var webhook in cluster.Webhooks)
            Assert.True(await webhook.IsReadyAsync(Cancel));

        await ServedAsync(cluster.Authority);
        await AlarmIsAsync(raised: false);
        await stop.CancelAsync();
        await running;
        Assert.Empty(load.Failures);
    }

    // Stores a new certificate, and waits until every process serves it.
    private async Task ServedAsync(TestAuthority authority)
    {
        var secret = authority.Secret(KeptCertificate.SecretName, Lifetime);
        var leaf = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(secret.Data["tls.crt"])).Thumbprint;
        await cluster.KeepAsync(secret);
        foreach (var webhook in cluster.Webhooks)
            await Eventually.HoldsAsync(async () => await Handshakes.ServedAsync(webhook) == leaf, Cancel, $"{webhook.Name} serves the Secret's certificate");
    }

    private async Task BreakAsync(string how)
    {
        if (how == "missing")
        {
            await cluster.Admin.CoreV1.DeleteNamespacedSecretAsync(KeptCertificate.SecretName, KeptCertificate.Namespace);
            return;
        }

        var authority = how == "unknown authority" ? TestAuthority.Create() : cluster.Authority;
        var secret = authority.Secret(KeptCertificate.SecretName, how == "ended" ? TimeSpan.FromSeconds(-1) : Lifetime, how == "wrong name" ? "127.0.0.2" : "127.0.0.1");
        if (how == "broken")
            secret.Data["tls.crt"] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"u8.ToArray();
        if (how == "wrong key")
            secret.Data["tls.key"] = authority.Secret(KeptCertificate.SecretName, Lifetime).Data["tls.key"];
        if (how == "unknown authority")
            secret.Data["ca.crt"] = Encoding.ASCII.GetBytes(cluster.Authority.Root.ExportCertificatePem());
        await cluster.KeepAsync(secret);
    }

    // Every process tells it, and the controllers whether they lead or not.
    private async Task AlarmIsAsync(bool raised)
    {
        foreach (var process in cluster.Webhooks.Concat(cluster.Controllers))
            await Eventually.HoldsAsync(async () => await UsableAsync(process) == (raised ? 0 : 1), Cancel, $"the alarm of {process.Name} is {(raised ? "raised" : "over")}");
    }

    private static async Task<double?> UsableAsync(OperatorProcess process)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(process.Metrics, "metrics"), Cancel);
        var certificate = process.Role == Role.Webhooks ? "serving" : "authority";
        // What is served ends some time, whatever has become of the Secret.
        if (process.Role == Role.Webhooks)
            Assert.Contains(MetricSample.Of(text, "tenant_certificate_expiry_timestamp_seconds"), s => s.Label("certificate") == certificate && s.Value > DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return MetricSample.Of(text, "tenant_certificate_usable").SingleOrDefault(s => s.Label("certificate") == certificate)?.Value;
    }

    private static int Warnings(OperatorProcess process) => File.ReadLines(process.LogFile).Count(line => line.Contains("cannot be used for certificates", StringComparison.Ordinal));
}

/// <summary>The platform team keeps the certificate.</summary>
public sealed class KeptCertificate() : CertificateCluster("certificates.source=Secret", $"certificates.secret.name={SecretName}", "certificates.overlap=3s")
{
    internal TestAuthority Authority { get; } = TestAuthority.Create();

    protected override async Task PrepareAsync()
    {
        await Admin.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = Namespace } });
        await KeepAsync(Authority.Secret(SecretName, TimeSpan.FromMinutes(5)));
    }
}
