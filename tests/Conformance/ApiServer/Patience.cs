using System.Diagnostics;

namespace Conformance.ApiServer;

/// <summary>Waits for what a change of the cluster brings about soon.</summary>
internal static class Patience
{
    /// <summary>Asks until it has held so many times in a row.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds, int times, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        for (var inARow = 0; inARow < times;)
        {
            inARow = await holds() ? inARow + 1 : 0;
            if (waited.Elapsed > TimeSpan.FromMinutes(1))
                throw new TimeoutException($"{what}: not within a minute");
            if (inARow == 0)
                await Task.Delay(100, cancel);
        }
    }
}
