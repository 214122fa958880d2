using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>
/// Writes Events (core/v1, which every server has and every kubectl shows with its count). <see cref="Record"/> never waits and never
/// throws: events pass a bounded channel, and what does not fit, what a chatty object has too many of and what cannot be written is
/// dropped and counted.
/// </summary>
public sealed class EventRecorder
{
    private const int ChannelSize = 1000;
    private const int LongestMessage = 1024;

    private static readonly ResourceType Events = new("", "v1", "events", "Event", Namespaced: true);

    private readonly KubeTransport transport;
    private readonly string component;
    private readonly RuntimeServices services;
    private readonly ILogger log;
    private readonly EventFilter filter;
    private readonly Channel<RecordedEvent> channel;

    /// <param name="component">Shown as the source, such as <c>tenant-operator</c>.</param>
    public EventRecorder(KubeTransport transport, string component, RuntimeServices? services = null)
    {
        (this.transport, this.component, this.services) = (transport, component, services ?? new RuntimeServices());
        log = this.services.Logging.CreateLogger<EventRecorder>();
        filter = new EventFilter(this.services.Time);
        channel = Channel.CreateBounded<RecordedEvent>(new BoundedChannelOptions(ChannelSize) { SingleReader = true });
    }

    /// <param name="about">The object that <c>kubectl describe</c> shows the event with. Events on cluster-scoped objects are stored in the namespace <c>default</c>.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">CamelCase, for machines and filters.</param>
    /// <param name="message">For people; cut at 1024 characters.</param>
    public void Record(ObjectReference about, EventType type, string reason, string message)
    {
        var text = message.Length > LongestMessage ? message[..LongestMessage] : message;
        // A full channel refuses at once (nobody waits in TryWrite).
        if (!channel.Writer.TryWrite(new RecordedEvent(about, type, reason, text, services.Time.GetUtcNow())))
        {
            Drop("full");
        }
    }

    /// <summary>Sends what is recorded until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var recorded in channel.Reader.ReadAllAsync(cancellation))
            {
                await SendAsync(recorded, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task SendAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (filter.Pass(recorded) is not { } entry)
        {
            Drop("spam");
            return;
        }
        try
        {
            if (entry.Name is null || !await CountUpAsync(recorded, entry, cancellation))
            {
                await CreateAsync(recorded, entry, cancellation);
            }
        }
        catch (ApiException failure)
        {
            Drop("failed");
            log.EventFailed(recorded.Reason, recorded.About.Key, failure.Message);
        }
    }

    /// <returns>False when the server has forgotten the event (they live an hour).</returns>
    private async Task<bool> CountUpAsync(RecordedEvent recorded, SentEvent entry, CancellationToken cancellation)
    {
        var patch = new JsonObject { ["count"] = entry.Count, ["lastTimestamp"] = Time(recorded.At), ["message"] = entry.Message };
        try
        {
            (await transport.MergePatchAsync(Events, new NamespacedName(NamespaceOf(recorded), entry.Name!), patch, null, cancellation)).Dispose();
            return true;
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            entry.Count = 1;
            return false;
        }
    }

    private async Task CreateAsync(RecordedEvent recorded, SentEvent entry, CancellationToken cancellation)
    {
        // As client-go names them: the object's name and a number that does not repeat.
        var name = $"{recorded.About.Key.Name}.{services.Random.NextInt64():x16}";
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(recorded) },
            ["involvedObject"] = Reference(recorded.About),
            ["reason"] = recorded.Reason,
            ["message"] = entry.Message,
            ["type"] = recorded.Type.ToString(),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = Environment.MachineName,
            ["firstTimestamp"] = Time(recorded.At),
            ["lastTimestamp"] = Time(recorded.At),
            ["count"] = entry.Count,
        };
        (await transport.CreateAsync(Events, body, component, cancellation)).Dispose();
        entry.Name = name;
    }

    private static JsonObject Reference(ObjectReference about)
    {
        var reference = new JsonObject { ["apiVersion"] = about.Type.ApiVersion, ["kind"] = about.Type.Kind, ["name"] = about.Key.Name };
        foreach (var (name, value) in new[] { ("namespace", about.Key.Namespace), ("uid", about.Uid), ("resourceVersion", about.ResourceVersion) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                reference[name] = value;
            }
        }
        return reference;
    }

    private static string NamespaceOf(RecordedEvent recorded) => recorded.About.Key.Namespace is { Length: > 0 } ns ? ns : "default";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private void Drop(string cause) => services.Metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("cause", cause));
}
