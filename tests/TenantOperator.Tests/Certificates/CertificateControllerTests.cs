using System.Text.Json;
using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using OperatorRuntime.Tests;
using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

/// <summary>The authority's life on a fake API server, with a clock that the test turns.</summary>
public sealed class CertificateControllerTests : IAsyncLifetime
{
    private const string SecretPath = "api/v1/namespaces/tenant-operator/secrets/tenant-operator-webhook-ca";
    private const string ValidatingPath = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/tenant-operator";
    private const string MutatingPath = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/tenant-operator";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly JumpingTime _clock;
    private readonly OperatorSettings _settings = new();
    private readonly CancellationTokenSource _stop = new();
    private ApiServer _server = null!;
    private KubeTransport _transport = null!;
    private CertificateCaches _caches = null!;
    private CertificateController _controller = null!;
    private Task[] _loops = [];

    public CertificateControllerTests() => _clock = new(_time);

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _transport = new(new KubernetesClientConfiguration { Host = _server.Url });
        _caches = new(_transport, _settings, new());
        _loops = [.. _caches.Loops().Select(loop => Task.Run(() => loop.Run(_stop.Token)))];
        await _caches.WaitForSyncAsync(_stop.Token);
        _controller = new(_transport, _caches, _settings.Certificates, _clock, NullLogger<CertificateController>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _transport.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task The_authority_is_made_and_written_into_every_webhook_of_both_registrations()
    {
        Register(ValidatingPath, 3);
        Register(MutatingPath, 1);

        await ReconcileAsync();

        var current = Stored().Current!;
        Assert.All(Bundles(ValidatingPath).Concat(Bundles(MutatingPath)), bundle => Assert.True(current.IsIn(bundle)));
        Assert.Equal(4, Bundles(ValidatingPath).Concat(Bundles(MutatingPath)).Count());
    }

    // Each probe of readiness asks, and a certificate that was read holds memory of the system's until somebody collects it.
    [Fact]
    public async Task What_the_registrations_trust_is_read_once_for_each_change()
    {
        Register(ValidatingPath, 1);
        await ReconcileAsync();
        await ApiServer.EventuallyAsync(() => _caches.Trusted is { IsEmpty: false }, "the bundle is seen");
        var trusted = _caches.Trusted;

        Assert.Same(trusted, _caches.Trusted);
        Register(MutatingPath, 1);
        await ApiServer.EventuallyAsync(() => !ReferenceEquals(trusted, _caches.Trusted), "the other registration is seen");
    }

    [Fact]
    public async Task Registrations_that_come_later_are_found()
    {
        await ReconcileAsync();

        Register(ValidatingPath, 1);
        await ReconcileAsync();

        Assert.True(Stored().Current!.IsIn(Bundles(ValidatingPath).Single()));
    }

    [Fact]
    public async Task Nothing_is_written_at_rest()
    {
        Register(ValidatingPath, 2);
        await ReconcileAsync();
        _server.Requests.Clear();

        await ReconcileAsync();

        Assert.Empty(_server.Requests.Writes);
    }

    [Fact]
    public async Task A_rotation_never_has_a_signer_that_is_not_trusted()
    {
        Register(ValidatingPath, 1);
        await ReconcileAsync();
        var first = Stored().Current!;

        _time.SetUtcNow(first.RenewAt);
        await ReconcileAsync();
        var next = Stored().Next!;
        Assert.Equal(first.CertificatePem, Stored().Current!.CertificatePem);
        Assert.True(first.IsIn(Bundles(ValidatingPath).Single()) && next.IsIn(Bundles(ValidatingPath).Single()));

        _time.Advance(_settings.Certificates.Overlap);
        await ReconcileAsync();
        Assert.Equal(next.CertificatePem, Stored().Current!.CertificatePem);
        Assert.True(first.IsIn(Bundles(ValidatingPath).Single()));
    }

    [Fact]
    public async Task An_authority_that_was_made_while_the_clock_was_ahead_is_replaced_once()
    {
        Register(ValidatingPath, 1);
        _clock.Ahead = TimeSpan.FromDays(30);
        await ReconcileAsync();
        var future = Stored().Current!;
        _clock.Ahead = TimeSpan.Zero;

        await ReconcileAsync();
        Assert.True(Stored().Current!.IsValidAt(_time.GetUtcNow()));
        Assert.True(Stored().Current!.IsIn(Bundles(ValidatingPath).Single()));
        // Whoever's clock was right: what was served of it is not refused for its replacement.
        Assert.True(future.IsIn(Bundles(ValidatingPath).Single()));

        _server.Requests.Clear();
        await ReconcileAsync();
        Assert.Empty(_server.Requests.Writes);
    }

    [Fact]
    public async Task A_clock_that_is_set_is_noticed_within_a_minute()
    {
        Register(ValidatingPath, 1);
        await ReconcileAsync();

        Assert.Equal(ReconciliationResult.RequeueAfter(TimeSpan.FromMinutes(1)), await _controller.ReconcileAsync(default, _stop.Token));
    }

    [Fact]
    public async Task What_another_source_made_stays_trusted_when_the_operator_takes_over()
    {
        var other = Authority.Create(_time.GetUtcNow(), TimeSpan.FromDays(30));
        Register(ValidatingPath, 1);
        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]![0]!["clientConfig"]!["caBundle"] = other.AddedTo(TrustBundle.Empty).ToCaBundle());

        await ReconcileAsync();

        Assert.True(other.IsIn(Bundles(ValidatingPath).Single()));
        Assert.True(Stored().Current!.IsIn(Bundles(ValidatingPath).Single()));
    }

    [Fact]
    public async Task A_bundle_that_was_edited_is_put_right()
    {
        Register(ValidatingPath, 2);
        await ReconcileAsync();
        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]![1]!["clientConfig"]!["caBundle"] = "Zm9yZWlnbg==");

        await ReconcileAsync();

        Assert.All(Bundles(ValidatingPath), bundle => Assert.True(Stored().Current!.IsIn(bundle)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Secret_that_is_deleted_or_broken_comes_back_with_the_old_signer_and_a_successor(bool deleted)
    {
        Register(ValidatingPath, 1);
        await ReconcileAsync();
        var first = Stored().Current!;
        if (deleted)
            _server.Storage.Remove(SecretPath);
        else
            _server.Storage.Edit(SecretPath, s => s["data"]!["tls.key"] = "bm8ga2V5");

        await ReconcileAsync();

        Assert.Equal(first.CertificatePem, Stored().Current!.CertificatePem);
        Assert.True(Stored().Next!.IsIn(Bundles(ValidatingPath).Single()));
    }

    [Fact]
    public async Task Who_loses_the_race_for_the_Secret_takes_what_the_other_wrote()
    {
        Register(ValidatingPath, 1);
        _server.Faults.Add(r => r.Method == "POST" && r.Path.EndsWith("/secrets", StringComparison.Ordinal), new Fault.Answer(409, "AlreadyExists"));

        Assert.Equal(ReconciliationResult.Requeue, await _controller.ReconcileAsync(default, _stop.Token));
        Assert.True(Bundles(ValidatingPath).Single().IsEmpty);

        await ReconcileAsync();
        Assert.True(Stored().Current!.IsIn(Bundles(ValidatingPath).Single()));
    }

    private async Task ReconcileAsync()
    {
        // Twice: what the first round wrote is what the second one finds, as its watch would bring it.
        for (var round = 0; round < 2; round++)
        {
            await ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");
            await _controller.ReconcileAsync(default, _stop.Token);
        }

        await ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");
    }

    private bool CachesAreCurrent() =>
        _caches.Secret?.ResourceVersion == Version(SecretPath)
        && _caches.Registrations.Select(r => r.Entity.ResourceVersion).Order().SequenceEqual(
            new[] { Version(ValidatingPath), Version(MutatingPath) }.Where(v => v is not null).Order()!);

    private string? Version(string path) => _server.Storage.Get(path)?["metadata"]!["resourceVersion"]!.ToString();

    private AuthorityState Stored()
    {
        using var document = JsonDocument.Parse(_server.Storage.Get(SecretPath)!.ToJsonString());
        return AuthoritySecret.Read(document.RootElement);
    }

    private IEnumerable<TrustBundle> Bundles(string path) =>
        _server.Storage.Get(path)!["webhooks"]!.AsArray().Select(w => TrustBundle.ReadCaBundle(w!["clientConfig"]!["caBundle"]?.ToString()));

    private void Register(string path, int webhooks) => _server.Storage.Put(path, new JsonObject
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = path.Contains("/validating", StringComparison.Ordinal) ? "ValidatingWebhookConfiguration" : "MutatingWebhookConfiguration",
        ["metadata"] = new JsonObject(),
        ["webhooks"] = new JsonArray([.. Enumerable.Range(0, webhooks).Select(n => new JsonObject
        {
            ["name"] = $"w{n}.tenantoperator.io",
            ["clientConfig"] = new JsonObject { ["url"] = "https://127.0.0.1:9443/validate" },
        })]),
    });
}
