namespace Drills.Frame;

/// <summary>
/// A failure that is caused on a real API server with real processes, and what is promised of it. A class that implements this and has a constructor without parameters is all that a
/// new drill takes: it is found, run and printed by it.
/// </summary>
internal interface IDrill
{
    /// <summary>Its place on the page.</summary>
    int Number { get; }

    /// <summary>What <c>ONLY=</c> calls it, and its result's file.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary>What is promised, in Markdown.</summary>
    string Promise { get; }

    /// <summary>What is done, in Markdown.</summary>
    string Cause { get; }

    /// <summary>What is watched beside what every drill watches, in Markdown.</summary>
    string Watched { get; }

    /// <summary>What it may cost.</summary>
    Bounds Bounds { get; }

    /// <summary>Causes the failure, and ends it: when this returns, nothing is in the way of healing any more. What it starts it stops, also when it fails or is cancelled.</summary>
    Task RunAsync(Scene scene, CancellationToken cancel);
}
