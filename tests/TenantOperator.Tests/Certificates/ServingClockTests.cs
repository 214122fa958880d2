using System.Text.Json.Nodes;
using FakeApiServer;
using OperatorRuntime.Tests;
using TenantOperator.Certificates;
using TenantOperator.Configuration;
using Webhooks.Serving;

namespace TenantOperator.Tests.Certificates;

/// <summary>A webhook process that signs its own certificate, and whose clock somebody sets while its timers run. The API server's clock stays right.</summary>
public sealed class ServingClockTests : IAsyncLifetime
{
    private static readonly CertificateSettings Settings = TlsSecrets.Settings with { Source = CertificateSource.SelfManaged };

    private readonly ServedCertificate _served = new();
    private readonly LogLines<ServingCertificates> _log = new();
    private CertificateScene _scene = null!;
    private JumpingTime _clock = null!;
    private Authority _authority = null!;
    private ServingCertificates _serving = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await CertificateScene.StartAsync(Settings);
        _clock = new JumpingTime(_scene.Time);
        _authority = Authority.Create(_scene.Now.AddDays(-30), Settings.AuthorityLifetime);
        Keep(_authority, _authority);
        _serving = new(_scene.Caches, _served, Settings, _clock, _log);
        await _serving.StartAsync(default);
        await ApiServer.EventuallyAsync(() => _serving.IsTrusted, "what is served is trusted");
    }

    public async ValueTask DisposeAsync()
    {
        await _serving.StopAsync(default);
        _serving.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task A_certificate_that_has_ended_by_a_clock_that_jumped_is_followed_soon_by_one_that_the_API_server_accepts()
    {
        var before = _served.Current;
        _clock.Ahead = Settings.ServingLifetime + TimeSpan.FromDays(1);
        Assert.False(_serving.IsTrusted);

        await TurnUntilAsync(() => _serving.IsTrusted, "there is a new certificate");

        Assert.NotSame(before, _served.Current);
        Assert.InRange(_scene.Now.UtcDateTime, _served.Current!.NotBefore.ToUniversalTime(), _served.Current.NotAfter.ToUniversalTime());
    }

    [Fact]
    public async Task A_clock_that_comes_back_finds_the_certificate_trusted_and_leaves_it()
    {
        _clock.Ahead = Settings.ServingLifetime + TimeSpan.FromDays(1);
        await TurnUntilAsync(() => _serving.IsTrusted, "there is a new certificate");
        var made = _served.Current;

        _clock.Ahead = TimeSpan.Zero;
        Assert.True(_serving.IsTrusted);
        await TurnAsync(TimeSpan.FromMinutes(5));

        Assert.Same(made, _served.Current);
        Assert.True(_serving.IsTrusted);
    }

    [Fact]
    public async Task A_clock_far_behind_changes_nothing_that_is_served()
    {
        var before = _served.Current;
        _clock.Ahead = TimeSpan.FromDays(-20);
        await TurnAsync(TimeSpan.FromMinutes(5));

        Assert.Same(before, _served.Current);
        Assert.True(_serving.IsTrusted);
    }

    [Fact]
    public async Task Looks_that_find_nothing_new_leave_no_trace()
    {
        _scene.Server.Requests.Clear();
        await TurnAsync(TimeSpan.FromHours(1));

        Assert.Single(_log.Lines);
        Assert.Empty(_scene.Server.Requests.Writes);
        Assert.Empty(_scene.Server.Requests.Lists);
    }

    [Fact]
    public async Task An_authority_from_the_future_signs_nothing_and_is_told_once_until_it_is_replaced()
    {
        var before = _served.Current;
        var future = Authority.Create(_scene.Now.AddDays(30), Settings.AuthorityLifetime);
        Keep(future, _authority, future);
        await ApiServer.EventuallyAsync(() => _log.Warnings.Any(), "it is told");
        await TurnAsync(TimeSpan.FromMinutes(5));
        Assert.Same(before, _served.Current);
        Assert.Contains("its authority begins only", Assert.Single(_log.Warnings), StringComparison.Ordinal);

        var next = Authority.Create(_scene.Now, Settings.AuthorityLifetime);
        Keep(next, _authority, future, next);
        await ApiServer.EventuallyAsync(() => !ReferenceEquals(before, _served.Current), "the new authority signs");

        Assert.True(_serving.IsTrusted);
    }

    // The Secret, and then a registration that trusts these.
    private void Keep(Authority current, params IEnumerable<Authority> trusted)
    {
        var bundle = trusted.Aggregate(TrustBundle.Empty, (all, authority) => authority.AddedTo(all));
        _scene.Server.Storage.Put(CertificateScene.SecretPath, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject(),
            ["data"] = AuthoritySecret.Data(new AuthorityState(current, null, bundle)),
        });
        _scene.Register(CertificateScene.ValidatingPath, 1, bundle);
    }

    // Second by second: a timer may have been set a moment after the clock was turned. Ten seconds of the real clock are far less than half a day of this one.
    private Task TurnUntilAsync(Func<bool> condition, string what) => ApiServer.EventuallyAsync(
        () =>
        {
            _scene.Time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);

    private async Task TurnAsync(TimeSpan time)
    {
        for (var i = 0; i < 20; i++)
        {
            _scene.Time.Advance(time / 20);
            await Task.Delay(5);
        }
    }
}
