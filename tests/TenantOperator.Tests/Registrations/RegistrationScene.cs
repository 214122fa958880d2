using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Configuration;
using TenantOperator.Controllers;
using TenantOperator.Registrations;
using TenantOperator.Tests.Certificates;
using Webhooks.Registrations;

namespace TenantOperator.Tests.Registrations;

/// <summary>The registrations as the chart writes them, on a fake API server that fills in what a real one does, and the controller that leads.</summary>
internal sealed class RegistrationScene : IAsyncDisposable
{
    public const string ValidatingPath = "apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/tenant-operator";
    public const string MutatingPath = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/tenant-operator";

    private readonly CancellationTokenSource _stop = new();
    private readonly KubeTransport _transport;
    private readonly List<Task> _loops = [];

    private RegistrationScene(ApiServer server)
    {
        Server = server;
        _transport = new(new KubernetesClientConfiguration { Host = server.Url });
        Caches = new(_transport, new OperatorSettings(), new());
        Events = new(_transport, "test");
        Controller = new(_transport, Caches, new(_transport), new(Events, Log), Time, NullLogger<RegistrationController>.Instance);
    }

    public ApiServer Server { get; }

    public CertificateCaches Caches { get; }

    public RegistrationController Controller { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>What is logged of registrations that are not as they should be.</summary>
    public LogLines<RegistrationReports> Log { get; } = new();

    private EventRecorder Events { get; }

    public static async Task<RegistrationScene> StartAsync()
    {
        var scene = new RegistrationScene(await ApiServer.StartAsync());
        scene.Server.Storage.Defaulting = (_, stored) => Complete(stored);
        scene._loops.AddRange(scene.Caches.Loops().Select(loop => Task.Run(() => loop.Run(scene._stop.Token))));
        await scene.Caches.WaitForSyncAsync(scene._stop.Token);
        return scene;
    }

    /// <summary>Has events sent, which are kept back otherwise.</summary>
    public void SendEvents() => _loops.Add(Task.Run(() => Events.RunAsync(_stop.Token)));

    /// <summary>Stores both configurations.</summary>
    /// <param name="asking">With rules.</param>
    /// <param name="trusted">With a CA bundle.</param>
    /// <param name="withConditions">As for a server that has <c>matchConditions</c>.</param>
    /// <param name="mark">Instead of the program's own.</param>
    /// <param name="byService">Called by a Service, and not by URL.</param>
    public void Register(bool asking = false, bool trusted = true, bool withConditions = true, string? mark = null, bool byService = false)
    {
        Put(ValidatingPath, Kinds.Validating, WebhookRegistrations.Validating);
        Put(MutatingPath, Kinds.Mutating, WebhookRegistrations.Mutating);

        void Put(string path, ResourceType kind, IReadOnlyList<WebhookEntry> entries) => Server.Storage.Put(path, new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RegistrationMark.Annotation] = mark ?? RegistrationMark.Of(entries, withConditions) } },
            ["webhooks"] = new JsonArray([.. entries.Select(e => Entry(kind, e))]),
        });

        JsonNode Entry(ResourceType kind, WebhookEntry written)
        {
            var entry = EntryForm.Of(written, withConditions);
            entry["name"] = written.Name;
            entry["clientConfig"] = byService
                ? new JsonObject { ["service"] = new JsonObject { ["namespace"] = "platform", ["name"] = "tenant-operator-webhooks", ["path"] = written.Path, ["port"] = 443 } }
                : new JsonObject { ["url"] = $"https://127.0.0.1:9443{written.Path}" };
            if (trusted)
                entry["clientConfig"]!["caBundle"] = "Y2VydGlmaWNhdGU=";
            if (asking)
                entry["rules"] = WantedEntries.Of(kind)[written.Name].Rules();
            return entry;
        }
    }

    /// <summary>Has the API server answer the probe so.</summary>
    public void Probed(int code, string reason, string message) =>
        Server.Faults.Add(r => r.Method == "POST" && r.Path.EndsWith("/tenantclasses", StringComparison.Ordinal), new Fault.Answer(code, reason, Message: message));

    /// <summary>The webhooks of a configuration, as they are stored; copies.</summary>
    public JsonArray Webhooks(string path) => Server.Storage.Get(path)!["webhooks"]!.AsArray();

    /// <summary>Changes an entry, as somebody with an editor would.</summary>
    public void Edit(string path, string name, Action<JsonObject> edit) =>
        Server.Storage.Edit(path, r => edit(r["webhooks"]!.AsArray().Single(w => w!["name"]!.ToString() == name)!.AsObject()));

    /// <summary>Takes entries out, as somebody with an editor would.</summary>
    public void TakeOut(string path, Func<string, bool> which) => Server.Storage.Edit(path, r =>
    {
        foreach (var entry in r["webhooks"]!.AsArray().Where(w => which(w!["name"]!.ToString())).ToArray())
            r["webhooks"]!.AsArray().Remove(entry);
    });

    /// <summary>Reconciles until nothing is left to do but to wait; longer after the last repair than one has to wait for the next.</summary>
    public async Task ReconcileAsync()
    {
        Time.Advance(RegistrationController.BetweenRepairs);
        // What one round wrote is what the next one finds, as its watch would bring it.
        for (var round = 0; round < 3; round++)
            await ReconcileOnceAsync();
        await CatchUpAsync();
    }

    /// <summary>Reconciles once.</summary>
    public async Task<ReconciliationResult> ReconcileOnceAsync()
    {
        await CatchUpAsync();
        return await Controller.ReconcileAsync(default, _stop.Token);
    }

    /// <summary>Waits until the caches hold what the server holds.</summary>
    public Task CatchUpAsync() => ApiServer.EventuallyAsync(CachesAreCurrent, "the caches show what the server holds");

    /// <summary>The metric, of the mutating and of the validating configuration.</summary>
    public async Task<(int Mutating, int Validating)> MeasureAsync()
    {
        await CatchUpAsync();
        using var metrics = new RegistrationMetrics(Caches);
        var told = new Dictionary<string, int>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (metrics.Owns(instrument)) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<int>((_, value, labels, _) => told.Add((string)labels[0].Value!, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return (told["mutating"], told["validating"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _transport.Dispose();
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    private static void Complete(JsonObject stored)
    {
        foreach (var webhook in stored["webhooks"]?.AsArray() ?? [])
        {
            foreach (var selector in (string[])["namespaceSelector", "objectSelector"])
                webhook![selector] ??= new JsonObject();
        }
    }

    private bool CachesAreCurrent() => Caches.Registrations.Select(r => r.Entity.ResourceVersion).Order().SequenceEqual(
        new[] { Version(ValidatingPath), Version(MutatingPath) }.Where(v => v is not null).Order()!);

    private string? Version(string path) =>
        Server.Storage.Get(path) is { } stored && stored["webhooks"] is JsonArray { Count: > 0 } ? stored["metadata"]!["resourceVersion"]!.ToString() : null;
}
