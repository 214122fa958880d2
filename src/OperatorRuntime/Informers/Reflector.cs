using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>
/// The list-and-watch loop, after client-go: a list at resourceVersion 0 (from the server's cache), then watches that resume where the
/// last one ended; a new list when the server has forgotten that version (410), which shows the deletions that were missed.
/// </summary>
internal sealed class Reflector(
    KubeTransport transport, ResourceType type, InformerOptions options, IReflectorTarget target, Heartbeat heartbeat, RuntimeServices services)
{
    /// <summary>
    /// Newer servers send a bookmark every minute: after three missed ones the stream is taken for dead. Being wrong costs one more
    /// watch from the same version, no list.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    /// <summary>Older ones (1.20 among them) send a bookmark 2 s before the watch's timeout and may be silent until then.</summary>
    private static readonly TimeSpan LastBookmark = TimeSpan.FromSeconds(10);

    private readonly ILogger log = services.Logging.CreateLogger<Reflector>();
    private readonly BackOff backOff = new(services.Random);

    /// <summary>Where the next watch starts; null when a list must come first.</summary>
    private string? version;

    /// <summary>The version the next list may start from: 0 at first; any earlier state after that would be a step back in time.</summary>
    private string listFrom = "0";

    /// <summary>Set when a list in pages outlived its own version: then everything is asked for in one answer, as client-go does.</summary>
    private bool inOneAnswer;

    private bool relistedAtOnce;

    /// <summary>Whether this server has shown that it sends bookmarks all along; until then only a watch's timeout tells silence from death.</summary>
    private bool bookmarksAreFrequent;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (version is null)
                {
                    await ListAsync(cancellation);
                }
                await WatchAsync(cancellation);
            }
            catch (ApiException failure)
            {
                await RecoverAsync(failure, cancellation);
            }
        }
    }

    private async Task RecoverAsync(ApiException failure, CancellationToken cancellation)
    {
        services.Metrics.Informers.Failure(type, failure.Reason);
        var atOnce = false;
        if (version is null)
        {
            // The list itself failed; where its version is the cause, ask for the latest.
            (listFrom, inOneAnswer) = failure.IsGone ? ("", true) : (listFrom, inOneAnswer);
        }
        else if (failure.IsGone || string.Equals(failure.Reason, ApiException.Malformed, StringComparison.Ordinal))
        {
            // Of a line that cannot be read nobody knows what it said: only a list shows the state.
            (version, listFrom) = (null, "");
            atOnce = failure.IsGone && !relistedAtOnce;
            relistedAtOnce = true;
        }
        if (atOnce)
        {
            log.WatchExpired(type);
            return;
        }
        var delay = backOff.Failed(failure.RetryAfter);
        log.ReflectorFailed(type, failure.Message, delay);
        await Task.Delay(delay, services.Time, cancellation);
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        services.Metrics.Informers.List(type);
        target.BeginList();
        var list = new ListOptions
        {
            Namespace = options.Namespace,
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            ResourceVersion = listFrom,
            Limit = inOneAnswer ? null : options.PageSize,
        };
        ListEnd end;
        do
        {
            end = await transport.ListAsync(type, list, target.Listed, cancellation);
            list = list with { Continue = end.Continue, ResourceVersion = null };
        }
        while (end.Continue.Length > 0);
        Busy(() => target.EndList(end.ResourceVersion));
        (version, listFrom, inOneAnswer) = (end.ResourceVersion, "", false);
        log.Listed(type, end.ResourceVersion);
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        services.Metrics.Informers.Watch(type);
        var life = new WatchLife(services.Time);
        var timeout = options.WatchTimeout * (1 + services.Random.NextDouble());
        var watch = new ListOptions
        {
            Namespace = options.Namespace,
            LabelSelector = options.LabelSelector,
            FieldSelector = options.FieldSelector,
            ResourceVersion = version,
            Timeout = timeout,
            Silence = bookmarksAreFrequent ? Silence : null,
        };
        try
        {
            await foreach (var change in transport.WatchAsync(type, watch, life.Open, cancellation))
            {
                Busy(() => Take(change));
                life.Deliver();
                bookmarksAreFrequent |= change.Type == WatchEventType.Bookmark && life.Lasted < timeout - LastBookmark;
            }
        }
        finally
        {
            if (life.IsSound)
            {
                backOff.Recovered();
                relistedAtOnce = false;
            }
        }
        if (!life.IsSound)
        {
            throw new ApiException(0, "ShortWatch", $"watch {type}: ended after {life.Lasted.TotalSeconds:0.0} s");
        }
    }

    private void Take(WatchEvent change)
    {
        switch (change.Type)
        {
            case WatchEventType.Error:
                // Nothing may follow it, so the stream ends here whatever the server does.
                throw StatusReader.FromStatus(change.Object, $"watch {type}");
            case WatchEventType.Bookmark:
                version = VersionOf(change);
                target.Bookmarked(version);
                break;
            default:
                target.Watched(change);
                version = VersionOf(change);
                break;
        }
    }

    /// <summary>Without a version the next watch would not know where to start.</summary>
    private string VersionOf(WatchEvent change) => change.Object.Child("metadata").Text("resourceVersion") is { Length: > 0 } stated
        ? stated : throw new ApiException(0, ApiException.Malformed, $"watch {type}: an event without a resourceVersion");

    private void Busy(Action work)
    {
        heartbeat.Enter();
        try
        {
            work();
        }
        finally
        {
            heartbeat.Leave();
        }
    }
}
