using System.Diagnostics.Metrics;
using FakeApiServer;
using TenantOperator.Certificates;
using Webhooks.Serving;

namespace TenantOperator.Tests.Certificates;

/// <summary>A webhook process, when somebody else keeps the certificate: what it serves, logs and tells in metrics.</summary>
public sealed class ServingCertificatesTests : IAsyncLifetime
{
    private readonly ServedCertificate _served = new();
    private readonly LogLines<ServingCertificates> _log = new();
    private CertificateScene _scene = null!;
    private ServingCertificates _serving = null!;
    private CertificateMetrics _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await CertificateScene.StartAsync();
        _serving = new(_scene.Caches, _served, TlsSecrets.Settings, _scene.Time, _log);
        _metrics = CertificateMetrics.OfServing(_serving, _scene.Caches, _scene.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _serving.StopAsync(default);
        _serving.Dispose();
        _metrics.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task The_Secrets_certificate_is_served_and_trusted_once_the_registrations_say_so()
    {
        var authority = _scene.Authority(30);
        _scene.Register(CertificateScene.ValidatingPath, 2);
        var leaf = _scene.Keep(authority);
        await StartAsync();

        await ServesAsync(leaf);
        Assert.False(_serving.IsTrusted);

        _scene.Register(CertificateScene.ValidatingPath, 2, TlsSecrets.Bundle(authority));
        await ApiServer.EventuallyAsync(() => _serving.IsTrusted, "what is served is trusted");
    }

    [Fact]
    public async Task A_new_certificate_is_served_without_a_restart()
    {
        var authority = await ServingAsync();

        var renewed = _scene.Keep(authority);

        await ServesAsync(renewed);
    }

    [Fact]
    public async Task A_certificate_of_a_new_authority_is_served_when_it_has_been_trusted_for_the_overlap()
    {
        var old = await ServingAsync();
        var before = _served.Current;
        var next = _scene.Authority(30);
        var leaf = _scene.Keep(next);
        await _scene.SeenAsync();
        Assert.Same(before, _served.Current);

        _scene.Register(CertificateScene.ValidatingPath, 1, TlsSecrets.Bundle(old, next));
        await ApiServer.EventuallyAsync(() => _log.Lines.Any(l => l.Text.StartsWith("A certificate of another authority waits", StringComparison.Ordinal)), "it waits");
        Assert.Same(before, _served.Current);

        _scene.Time.Advance(TlsSecrets.Settings.Overlap - TimeSpan.FromSeconds(1));
        await _scene.SeenAsync();
        Assert.Same(before, _served.Current);

        // Second by second: the timer may have been set a moment after the clock was turned.
        await ApiServer.EventuallyAsync(
            () =>
            {
                _scene.Time.Advance(TimeSpan.FromSeconds(1));
                return Serves(leaf);
            },
            "the leaf is served");
        Assert.True(_serving.IsTrusted);
    }

    [Theory]
    [InlineData("it is not there")]
    [InlineData("tls.crt is missing or holds no certificate")]
    [InlineData("tls.key is missing, or is not the key of the first certificate in tls.crt")]
    [InlineData("tls.crt is not made out to webhooks.example.svc, by which the API server calls")]
    [InlineData("tls.crt has ended 2026-05-01 11:59:00Z")]
    public async Task A_broken_Secret_keeps_what_is_served_is_told_once_and_raises_the_alarm(string problem)
    {
        var authority = await ServingAsync();
        var before = _served.Current!;
        Assert.Equal(1, Metric("tenant_certificate_usable"));
        Assert.Equal(new DateTimeOffset(before.NotAfter.ToUniversalTime()).ToUnixTimeSeconds(), Metric("tenant_certificate_expiry_timestamp_seconds"));

        Break(problem, authority);
        await ApiServer.EventuallyAsync(() => Metric("tenant_certificate_usable") == 0 && _log.Warnings.Any(), "the alarm is raised");
        // Whatever else changes, nothing more is said.
        for (var i = 0; i < 3; i++)
        {
            _scene.Register(CertificateScene.ValidatingPath, 1, TlsSecrets.Bundle(authority));
            await _scene.SeenAsync();
            _scene.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Same(before, _served.Current);
        Assert.True(_serving.IsTrusted);
        Assert.Contains(problem, Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(before.NotAfter.ToUniversalTime()).ToUnixTimeSeconds(), Metric("tenant_certificate_expiry_timestamp_seconds"));

        var mended = _scene.Keep(authority);
        await ServesAsync(mended);
        Assert.Equal(1, Metric("tenant_certificate_usable"));
    }

    [Fact]
    public async Task Before_the_first_look_nothing_is_told()
    {
        Assert.Null(Metric("tenant_certificate_usable"));
        Assert.Null(Metric("tenant_certificate_expiry_timestamp_seconds"));

        await StartAsync();
        await ApiServer.EventuallyAsync(() => Metric("tenant_certificate_usable") == 0, "a Secret that is not there raises the alarm");
        Assert.False(_serving.IsTrusted);
    }

    private void Break(string problem, TestCertificate authority)
    {
        var storage = _scene.Server.Storage;
        switch (problem.Split(' ')[0], problem.Split(' ')[2])
        {
            case ("it", _):
                storage.Remove(CertificateScene.SecretPath);
                break;
            case ("tls.key", _):
                storage.Edit(CertificateScene.SecretPath, s => s["data"]!["tls.key"] = "bm8ga2V5");
                break;
            case ("tls.crt", "missing"):
                storage.Edit(CertificateScene.SecretPath, s => s["data"]!["tls.crt"] = "bm8gUEVN");
                break;
            case ("tls.crt", "not"):
                storage.Put(CertificateScene.SecretPath, TlsSecrets.Of(authority.Leaf("other.example.svc", _scene.Now.AddDays(-1), _scene.Now.AddDays(1)), authority));
                break;
            default:
                storage.Put(CertificateScene.SecretPath, TlsSecrets.Of(authority.Leaf(TlsSecrets.Name, _scene.Now.AddDays(-1), _scene.Now.AddMinutes(-1)), authority));
                break;
        }
    }

    private async Task<TestCertificate> ServingAsync()
    {
        var authority = _scene.Authority(30);
        _scene.Register(CertificateScene.ValidatingPath, 1, TlsSecrets.Bundle(authority));
        var leaf = _scene.Keep(authority);
        await StartAsync();
        await ServesAsync(leaf);
        return authority;
    }

    private async Task StartAsync() => await _serving.StartAsync(default);

    private Task ServesAsync(TestCertificate leaf) => ApiServer.EventuallyAsync(() => Serves(leaf), "the leaf is served");

    private bool Serves(TestCertificate leaf) => _served.Current is { } current && current.RawDataMemory.Span.SequenceEqual(leaf.Certificate.RawDataMemory.Span);

    private double? Metric(string name)
    {
        double? value = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (_metrics.Owns(instrument) && instrument.Name == name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, measured, labels, _) => value = Labelled(measured, labels));
        listener.SetMeasurementEventCallback<double>((_, measured, labels, _) => value = Labelled(measured, labels));
        listener.Start();
        listener.RecordObservableInstruments();
        return value;
    }

    private static double Labelled(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        Assert.Equal("certificate=serving", $"{labels[0].Key}={labels[0].Value}");
        return value;
    }
}
