using System.Diagnostics;
using OperatorRuntime;

namespace Drills.Clusters;

/// <summary>Waits for what comes true soon.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until it holds. An API server that does not answer is no answer.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, string what, Action<string> tell, TimeSpan limit, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (!await AskAsync(condition))
        {
            if (watch.Elapsed > limit)
                throw new TimeoutException($"not within {limit.TotalSeconds:0} s: {what}");
            tell($"waiting: {what}");
            await Task.Delay(Pause, cancel);
        }

        return watch.Elapsed;
    }

    private static async Task<bool> AskAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (ApiException)
        {
            return false;
        }
    }
}
