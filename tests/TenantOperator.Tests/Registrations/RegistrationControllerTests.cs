using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Configuration;
using TenantOperator.Controllers;
using TenantOperator.Registrations;
using Webhooks.Registrations;

namespace TenantOperator.Tests.Registrations;

/// <summary>What API servers are told to ask the webhooks for, on a fake one that answers the probe as a test says.</summary>
public sealed class RegistrationControllerTests : IAsyncLifetime
{
    private const string ValidatingPath = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/tenant-operator";
    private const string MutatingPath = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/tenant-operator";
    private const string Ours = "admission webhook \"tenantclasses.validate.tenantoperator.io\" denied the request: tenant class \"tenant-operator-probe\": 1 error";

    private readonly CancellationTokenSource _stop = new();
    private ApiServer _server = null!;
    private KubeTransport _transport = null!;
    private CertificateCaches _caches = null!;
    private RegistrationController _controller = null!;
    private Task[] _loops = [];

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _transport = new(new KubernetesClientConfiguration { Host = _server.Url });
        _caches = new(_transport, new OperatorSettings(), new());
        _loops = [.. _caches.Loops().Select(loop => Task.Run(() => loop.Run(_stop.Token)))];
        await _caches.WaitForSyncAsync(_stop.Token);
        _controller = new(_transport, _caches, new(_transport), NullLogger<RegistrationController>.Instance);
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
    public async Task Until_the_webhooks_answer_only_the_operators_own_kinds_are_asked_for()
    {
        Register();

        await ReconcileAsync();

        Assert.Equal(["tenantclasses.validate.tenantoperator.io", "tenants.validate.tenantoperator.io"], Asking().Order(StringComparer.Ordinal));
        Assert.Equal(RegistrationController.Pause, (await _controller.ReconcileAsync(default, _stop.Token)).Delay);
    }

    [Theory]
    [InlineData(403, "Forbidden", "tenantclasses.tenantoperator.io is forbidden: User \"system:serviceaccount:tenant-operator:tenant-operator-controller\" cannot create resource")]
    [InlineData(500, "InternalError", "Internal error occurred: failed calling webhook \"tenantclasses.validate.tenantoperator.io\": connection refused")]
    [InlineData(503, "ServiceUnavailable", "admission webhook \"tenantclasses.validate.tenantoperator.io\" denied the request: try again")]
    [InlineData(403, "Forbidden", "admission webhook \"policies.example.com\" denied the request: no")]
    [InlineData(422, "Invalid", "TenantClass.tenantoperator.io \"tenant-operator-probe\" is invalid: spec.policy.pods.registries[0]: Invalid value")]
    public async Task No_other_failure_is_taken_for_an_answer(int code, string reason, string message)
    {
        Register();
        Probed(code, reason, message);

        await ReconcileAsync();

        Assert.Equal(2, Asking().Count());
    }

    [Fact]
    public async Task Once_they_answer_all_is_asked_for_that_the_rules_guard()
    {
        Register();
        Probed(422, "Invalid", Ours);

        await ReconcileAsync();

        Assert.Equal(WebhookRegistrations.Validating.Concat(WebhookRegistrations.Mutating).Select(e => e.Name), Asking());
        Assert.All(_caches.Registrations, r => Assert.All(r.Entity.Value.Webhooks, w => Assert.Equal(WantedEntries.Of(r.Kind)[w.Name].Text, w.Asks)));
        Assert.Contains("dryRun=All", Assert.Single(_server.Requests.Writes, w => w.Method == "POST").Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_or_tried_at_rest()
    {
        Register(asking: true);
        await ReconcileAsync();
        _server.Requests.Clear();

        await ReconcileAsync();

        Assert.Empty(_server.Requests.Writes);
    }

    [Fact]
    public async Task What_is_in_force_is_put_right_though_no_webhook_answers()
    {
        Register(asking: true);
        await ReconcileAsync();
        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]![0]!["rules"]![0]!["operations"] = new JsonArray("DELETE"));
        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]![1]!.AsObject().Remove("rules"));

        await ReconcileAsync();

        Assert.All(_caches.Registrations, r => Assert.All(r.Entity.Value.Webhooks, w => Assert.Equal(WantedEntries.Of(r.Kind)[w.Name].Text, w.Asks)));
        Assert.DoesNotContain(_server.Requests.Writes, w => w.Method == "POST");
    }

    [Fact]
    public async Task An_entry_that_nobody_is_trusted_to_answer_for_asks_for_nothing()
    {
        Register(trusted: false);
        Probed(422, "Invalid", Ours);

        await ReconcileAsync();

        Assert.Empty(Asking());
    }

    [Fact]
    public async Task An_entry_of_another_version_is_left_alone()
    {
        Register(asking: true);
        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]![0]!["name"] = "gadgets.validate.tenantoperator.io");
        var before = _server.Storage.Get(ValidatingPath)!["webhooks"]![0]!.ToJsonString();

        await ReconcileAsync();

        Assert.Equal(before, _server.Storage.Get(ValidatingPath)!["webhooks"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Registrations_that_were_taken_away_are_not_made()
    {
        await ReconcileAsync();

        Assert.Empty(_server.Requests.Writes);
    }

    [Fact]
    public async Task Whether_admission_is_in_force_is_told_by_a_metric()
    {
        using var metrics = new RegistrationMetrics(_caches);
        Assert.Equal([("mutating", 0), ("validating", 0)], Measure(metrics));

        Register(asking: true);
        await ReconcileAsync();
        Assert.Equal([("mutating", 1), ("validating", 1)], Measure(metrics));

        _server.Storage.Edit(ValidatingPath, r => r["webhooks"]!.AsArray().RemoveAt(3));
        await ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");
        Assert.Equal([("mutating", 1), ("validating", 0)], Measure(metrics));
    }

    private static IEnumerable<(string, int)> Measure(RegistrationMetrics metrics)
    {
        var told = new List<(string, int)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (metrics.Owns(instrument)) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<int>((_, value, labels, _) => told.Add(((string)labels[0].Value!, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return told.OrderBy(t => t.Item1, StringComparer.Ordinal);
    }

    private async Task ReconcileAsync()
    {
        // What one round wrote is what the next one finds, as its watch would bring it.
        for (var round = 0; round < 3; round++)
        {
            await ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");
            await _controller.ReconcileAsync(default, _stop.Token);
        }

        await ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");
    }

    private bool CachesAreCurrent() => _caches.Registrations.Select(r => r.Entity.ResourceVersion).Order().SequenceEqual(
        new[] { Version(ValidatingPath), Version(MutatingPath) }.Where(v => v is not null).Order()!);

    private string? Version(string path) => _server.Storage.Get(path)?["metadata"]!["resourceVersion"]!.ToString();

    // The names of the entries that ask for something, as they are stored.
    private IEnumerable<string> Asking() => new[] { ValidatingPath, MutatingPath }.SelectMany(p => _server.Storage.Get(p)!["webhooks"]!.AsArray())
        .Where(w => w!["rules"] is not null).Select(w => w!["name"]!.ToString());

    private void Probed(int code, string reason, string message) =>
        _server.Faults.Add(r => r.Method == "POST" && r.Path.EndsWith("/tenantclasses", StringComparison.Ordinal), new Fault.Answer(code, reason, Message: message));

    private void Register(bool asking = false, bool trusted = true)
    {
        Put(ValidatingPath, Kinds.Validating, WebhookRegistrations.Validating);
        Put(MutatingPath, Kinds.Mutating, WebhookRegistrations.Mutating);

        void Put(string path, ResourceType kind, IReadOnlyList<WebhookEntry> entries) => _server.Storage.Put(path, new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject(),
            ["webhooks"] = new JsonArray([.. entries.Select(e => Entry(kind, e.Name))]),
        });

        JsonNode Entry(ResourceType kind, string name)
        {
            var entry = new JsonObject { ["name"] = name, ["clientConfig"] = new JsonObject { ["url"] = "https://127.0.0.1:9443/validate" } };
            if (trusted)
                entry["clientConfig"]!["caBundle"] = "Y2VydGlmaWNhdGU=";
            if (asking)
                entry["rules"] = WantedEntries.Of(kind)[name].ToJson();
            return entry;
        }
    }
}
