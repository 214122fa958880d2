using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Frame;

/// <summary>Tells what is being done: on a terminal in one line that is written over, elsewhere a line now and then.</summary>
public sealed class Progress(TextWriter output, bool isTerminal)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Stopwatch sinceLine = Stopwatch.StartNew();
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private string part = "";

    /// <summary>A new part has begun.</summary>
    public void Begin(string name)
    {
        part = name;
        Write($"{name} …", lasting: true);
    }

    /// <summary>Where it is within the part.</summary>
    public void Tell(string what)
    {
        if (isTerminal)
            Write($"{part}: {what}", lasting: false);
        else if (sinceLine.Elapsed > Pause)
            Write($"{part}: {what}", lasting: true);
    }

    /// <summary>Something to keep.</summary>
    public void Say(string what) => Write(what, lasting: true);

    private void Write(string text, bool lasting)
    {
        sinceLine.Restart();
        var line = string.Create(CultureInfo.InvariantCulture, $"[{sinceStart.Elapsed:mm\\:ss}] {text}");
        // Erases what stands on the line.
        output.Write(isTerminal ? $"\r\x1b[K{line}{(lasting ? "\n" : "")}" : $"{line}\n");
        output.Flush();
    }
}
