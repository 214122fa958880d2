using System.Text;

namespace TenantOperator.Hosting;

/// <summary>
/// Lines on their way into the log. Who logs never waits: not for a reader that has stopped reading, not for a disk that hangs, not when the process ends. What is too much is lost,
/// and told once lines can be written again.
/// </summary>
/// <remarks>
/// The framework's own queue can be told to drop lines as well, but writes in the place of whoever logs from the first write on that has failed (a disk that is full for a moment), and
/// after the host's end.
/// </remarks>
internal sealed class LogQueue : IDisposable
{
    /// <summary>How many lines wait at most: some megabytes, and more than a process says in a second of trouble.</summary>
    public const int Capacity = 4096;

    // Enough for what waits when somebody reads; nobody waits longer for a process to end because nobody does.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1.5);

    private readonly Stream _output;
    private readonly Func<long, string> _tellLost;
    private readonly int _capacity;
    private readonly Queue<string> _waiting = new();
    private readonly Thread _writer;
    private long _lost;
    private bool _hasEnded;

    /// <param name="output">Where lines go.</param>
    /// <param name="tellLost">The line that says that so many were lost.</param>
    /// <param name="capacity">How many lines wait at most.</param>
    public LogQueue(Stream output, Func<long, string> tellLost, int capacity = Capacity)
    {
        (_output, _tellLost, _capacity) = (output, tellLost, capacity);
        // A thread of its own, which may hang in a write for ever; in the background, so that it keeps no process alive.
        _writer = new(Write) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <summary>How many lines are not in the log and will not be.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Adds a line, with its end.</summary>
    public void Add(string line)
    {
        lock (_waiting)
        {
            if (!_hasEnded && _waiting.Count < _capacity)
            {
                _waiting.Enqueue(line);
                Monitor.Pulse(_waiting);
                return;
            }
        }
        Interlocked.Increment(ref _lost);
    }

    /// <summary>Waits a moment for what is still to be written, and takes no more.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _hasEnded = true;
            Monitor.Pulse(_waiting);
        }
        _writer.Join(LastWords);
    }

    private void Write()
    {
        var told = 0L;
        while (Next() is { } line)
        {
            if (!TryWrite(line))
                Interlocked.Increment(ref _lost);
            else if (Lost is var lost && lost > told && TryWrite(_tellLost(lost - told)))
                told = lost;
        }
    }

    private string? Next()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_hasEnded)
                Monitor.Wait(_waiting);
            return _waiting.TryDequeue(out var line) ? line : null;
        }
    }

    private bool TryWrite(string line)
    {
        try
        {
            _output.Write(Encoding.UTF8.GetBytes(line));
            _output.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            return false;
        }
    }
}
