namespace Webhooks.Reviews;

/// <summary>
/// How much memory the bodies of all calls may take together, while they come and while they are judged. A body has a limit, and so has the number of connections; a body of the
/// largest size on each of them would be more than any process has, and what fails when there is no memory left is for nobody to choose. Safe for concurrent use.
/// </summary>
/// <param name="most">In bytes.</param>
internal sealed class BodyMemory(long most = BodyMemory.Most)
{
    /// <summary>A quarter of what the chart lets a process have: eight bodies of the largest size, or two thousand of a usual one.</summary>
    public const long Most = 64 * 1024 * 1024;

    private long taken;

    /// <summary>How many bytes are taken.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Takes some bytes, unless there are not so many left.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= most)
            return true;
        Return(bytes);
        return false;
    }

    /// <summary>Gives some bytes back.</summary>
    public void Return(int bytes) => Interlocked.Add(ref taken, -bytes);
}
