using Microsoft.Extensions.Logging.Abstractions;
using OperatorRuntime;
using TenantOperator.Certificates;

namespace TenantOperator.Tests.Certificates;

/// <summary>The controller, when somebody else keeps the certificate: it reads the Secret and writes the registrations.</summary>
public sealed class SecretSourceTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private CertificateScene _scene = null!;
    private CertificateController _controller = null!;
    private Task[] _loops = [];

    public async ValueTask InitializeAsync()
    {
        _scene = await CertificateScene.StartAsync();
        _loops = [.. _scene.Caches.Loops().Select(loop => Task.Run(() => loop.Run(_stop.Token)))];
        _controller = new(_scene.Transport, _scene.Caches, TlsSecrets.Settings, _scene.Time, NullLogger<CertificateController>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _scene.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Every_webhook_of_both_registrations_trusts_what_the_Secret_names()
    {
        var authority = _scene.Authority(30);
        _scene.Keep(authority);
        _scene.Register(CertificateScene.ValidatingPath, 3);
        _scene.Register(CertificateScene.MutatingPath, 1);

        await ReconcileAsync();

        var bundles = _scene.Bundles(CertificateScene.ValidatingPath).Concat(_scene.Bundles(CertificateScene.MutatingPath)).ToArray();
        Assert.Equal(4, bundles.Length);
        Assert.All(bundles, bundle => Assert.Equal(TlsSecrets.Bundle(authority).ToPem(), bundle.ToPem()));
    }

    [Fact]
    public async Task The_Secret_is_never_written()
    {
        _scene.Register(CertificateScene.ValidatingPath, 1);

        await ReconcileAsync();
        _scene.Server.Storage.Put(CertificateScene.SecretPath, TlsSecrets.Of("broken", null, null));
        await ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
    }

    [Fact]
    public async Task An_old_authority_stays_until_it_ends()
    {
        var (old, next) = (_scene.Authority(2), _scene.Authority(30));
        _scene.Register(CertificateScene.ValidatingPath, 2);
        _scene.Keep(old);
        await ReconcileAsync();

        _scene.Keep(next);
        var result = await ReconcileAsync();

        Assert.All(_scene.Bundles(CertificateScene.ValidatingPath), b => Assert.Equal(TlsSecrets.Bundle(old, next).ToPem(), b.ToPem()));
        Assert.Equal(TimeSpan.FromMinutes(1), result.Delay);

        _scene.Time.Advance(TimeSpan.FromDays(2));
        await ReconcileAsync();
        Assert.All(_scene.Bundles(CertificateScene.ValidatingPath), b => Assert.Equal(TlsSecrets.Bundle(next).ToPem(), b.ToPem()));
    }

    [Fact]
    public async Task A_Secret_that_goes_or_breaks_takes_no_trust_away()
    {
        var authority = _scene.Authority(30);
        _scene.Register(CertificateScene.ValidatingPath, 1);
        _scene.Keep(authority);
        await ReconcileAsync();

        _scene.Server.Storage.Edit(CertificateScene.SecretPath, s => s["data"]!["ca.crt"] = "bm8gUEVN");
        await ReconcileAsync();
        _scene.Server.Storage.Remove(CertificateScene.SecretPath);
        await ReconcileAsync();

        Assert.Equal(TlsSecrets.Bundle(authority).ToPem(), _scene.Bundles(CertificateScene.ValidatingPath).Single().ToPem());
    }

    [Fact]
    public async Task Nothing_is_written_at_rest()
    {
        _scene.Register(CertificateScene.ValidatingPath, 2);
        _scene.Keep(_scene.Authority(30));
        await ReconcileAsync();
        _scene.Server.Requests.Clear();

        await ReconcileAsync();

        Assert.Empty(_scene.Server.Requests.Writes);
    }

    private async Task<ReconciliationResult> ReconcileAsync()
    {
        await _scene.SeenAsync();
        var result = await _controller.ReconcileAsync(default, _stop.Token);
        await _scene.SeenAsync();
        return result;
    }
}
