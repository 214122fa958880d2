namespace Webhooks.Index;

/// <summary>One kind of objects that the index follows.</summary>
internal interface IWatch
{
    /// <summary>Whether the loop turns. One that hangs would leave the index standing still.</summary>
    bool IsAlive { get; }

    /// <summary>The kind's plural.</summary>
    string Resource { get; }

    /// <summary>How long ago the API server last told of it.</summary>
    TimeSpan Age { get; }

    /// <summary>Begins to tell the index of changes, until disposed.</summary>
    IDisposable Subscribe();

    /// <summary>Lists and watches until cancelled.</summary>
    Task RunAsync(CancellationToken stoppingToken);

    /// <summary>Ends when the index has been told all that there was at the start.</summary>
    Task WaitForSyncAsync(CancellationToken stoppingToken);
}
