using System.Globalization;
using Integration.Lifecycle.Watching;

namespace Integration.Lifecycle.Crash;

/// <summary>When a controller is killed: after so many of its steps were seen, or after a time.</summary>
/// <param name="Steps">How many steps; null: the time counts.</param>
/// <param name="Time">How long after the changes were asked for.</param>
internal sealed record KillPoint(int? Steps, TimeSpan Time)
{
    /// <summary>Whoever comes this late has missed the work: the step that is waited for does not come.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromSeconds(10);

    /// <summary>Two in three by steps, so that each step is as likely as the other; one in three by time, which also meets what is no step.</summary>
    /// <param name="random">The dice.</param>
    /// <param name="steps">How many steps the work usually has.</param>
    /// <param name="time">How long it usually takes.</param>
    public static KillPoint Draw(Random random, int steps, TimeSpan time) =>
        random.Next(3) > 0 ? new(random.Next(1, steps), Latest) : new(null, time * random.NextDouble());

    /// <summary>Waits for it.</summary>
    /// <param name="steps">How many steps were seen so far.</param>
    /// <param name="watch">Tells of more.</param>
    /// <param name="cancel">Ends the wait with an exception.</param>
    public async Task ComesAsync(Func<int> steps, WallWatch watch, CancellationToken cancel)
    {
        var late = Task.Delay(Time, cancel);
        while (!late.IsCompleted)
        {
            var news = watch.News;
            if (steps() >= (Steps ?? int.MaxValue))
                return;
            await Task.WhenAny(news, late);
        }
        cancel.ThrowIfCancellationRequested();
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"after {(Steps is { } steps ? $"step {steps}" : $"{Time.TotalMilliseconds:0} ms")}");
}
