using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Integration;

/// <summary>Waits for what another process will do soon.</summary>
public static class Eventually
{
    // Generous: a busy machine with two cores must not fail a test that an idle one passes in a second.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until the condition holds; fails the test, naming the condition, when it does not in time.</summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        CancellationToken cancel,
        [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < Deadline, $"did not come true within {Deadline.TotalSeconds} s: {description}");
            await Task.Delay(50, cancel);
        }
    }
}
