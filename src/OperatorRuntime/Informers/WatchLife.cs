namespace OperatorRuntime;

/// <summary>
/// How a watch went. One that lasted for a while, or delivered something and did not end at once, shows that the server is well, whatever ended it: the loop forgets its failures.
/// One that did neither is a failure, however politely it ended: a server that agrees to watches and closes them must not be asked in a tight loop, not even if it sends a bookmark
/// each time.
/// </summary>
internal sealed class WatchLife(TimeProvider time)
{
    /// <summary>Watches are asked for minutes; a quiet one that is still there after this long was not refused by anything.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>client-go's, for a watch that tells nothing.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private long? opened;
    private bool delivered;

    /// <summary>How long it has lasted since the server agreed to it.</summary>
    public TimeSpan Lasted => opened is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Whether it went well so far.</summary>
    public bool IsSound => Lasted >= (delivered ? AtOnce : Quiet);

    /// <summary>The server has agreed to it.</summary>
    public void Open() => opened = time.GetTimestamp();

    /// <summary>An event or a bookmark has come, and was taken.</summary>
    public void Deliver() => delivered = true;
}
