using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>
/// Sends Events as client-go does. <see cref="Record"/> never waits and never throws: events pass a bounded channel, and what does not
/// fit, what a chatty object has too many of and what cannot be written is dropped and counted.
/// </summary>
public sealed class EventRecorder
{
    private const int ChannelSize = 1000;
    private const int LongestMessage = 1024;

    private readonly RuntimeServices services;
    private readonly EventWriter writer;
    private readonly ILogger log;
    private readonly EventFilter filter;
    private readonly Channel<RecordedEvent> channel;

    /// <param name="component">Shown as the source, such as <c>tenant-operator</c>.</param>
    public EventRecorder(KubeTransport transport, string component, RuntimeServices? services = null)
    {
        this.services = services ?? new RuntimeServices();
        writer = new EventWriter(transport, component, this.services);
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
            await writer.WriteAsync(recorded.About, recorded.Type, recorded.Reason, entry, recorded.At, cancellation);
        }
        catch (ApiException failure)
        {
            Drop("failed");
            log.EventFailed(recorded.Reason, recorded.About.Key, failure.Message);
        }
    }

    private void Drop(string cause) => services.Metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("cause", cause));
}
