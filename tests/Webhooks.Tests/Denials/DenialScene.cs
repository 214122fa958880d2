using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tenancy.Isolation;
using Webhooks.Denials;
using Webhooks.Reviews;
using Webhooks.Telemetry;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Denials;

/// <summary>The queue, and what writes it, a tick at a time.</summary>
internal sealed class DenialScene : IDisposable
{
    public const string Rule = "pods/host-namespaces";

    private readonly WebhookMetrics metrics = new();
    private readonly DenialQueue queue;
    private readonly DenialEvents events;

    public DenialScene(DenialEventSettings? settings = null)
    {
        settings ??= new();
        queue = new(settings, metrics, Time);
        events = new(queue, Writer, settings, metrics, Time, NullLogger<DenialEvents>.Instance);
        Measured = new(metrics);
    }

    public FakeTimeProvider Time { get; } = new();

    public FakeDenialWriter Writer { get; } = new();

    public Metrics Measured { get; }

    public static Answer Denied(params string[] rules) => new()
    {
        Tenant = "acme",
        Denial = Denial.Forbidden("tenant \"acme\": 1 violation\n- pods/host-namespaces: spec.hostNetwork: true is not allowed\nAsk platform@example.com"),
        DenyingRules = rules.Length == 0 ? [Rule] : rules,
    };

    /// <summary>A pod's creation as a ReplicaSet asks for it.</summary>
    public static JsonObject PodOf(string replicaSet) => Pods.Json($$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"{{{replicaSet}}}-",
         "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{{{replicaSet}}}","uid":"uid-of-{{{replicaSet}}}","controller":true}]},"spec":{}}
        """);

    public static AdmissionRequest Request(JsonObject subject, string ns = "acme-dev", string resource = "pods", string group = "") =>
        ReviewReader.Read(World.Element(Review.Create(subject, resource, group, ns)));

    public void Deny(JsonObject subject, string ns = "acme-dev") => Deny(Request(subject, ns));

    public void Deny(AdmissionRequest request, Answer? answer = null)
    {
        using var said = answer ?? Denied();
        queue.Tell(request, said);
    }

    /// <summary>Writes what is due.</summary>
    public Task TickAsync() => events.WriteAsync(queue.Take(), default);

    public double Counted(string result) => Measured.Sum("tenant_denial_events_total", ("result", result));

    public void Dispose()
    {
        Measured.Dispose();
        events.Dispose();
        metrics.Dispose();
    }
}
