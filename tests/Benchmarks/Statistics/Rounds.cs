using Benchmarks.Frame;

namespace Benchmarks.Statistics;

/// <summary>
/// Measures several things round by round, one after the other in each round, and in the next round in reverse: whatever drifts with time
/// (a warm processor, a neighbour, a growing heap) hits all of them alike.
/// </summary>
public static class Rounds
{
    /// <param name="arms">What is compared, by name.</param>
    /// <param name="rounds">How many rounds, without the one that warms up and is thrown away.</param>
    /// <param name="measure">Measures one of them once.</param>
    /// <param name="progress">Told of each.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was measured of each, in the order of the rounds: the n-th of one belongs to the n-th of the other.</returns>
    public static async Task<IReadOnlyDictionary<TArm, IReadOnlyList<TResult>>> RunAsync<TArm, TResult>(
        IReadOnlyList<TArm> arms, int rounds, Func<TArm, bool, Task<TResult>> measure, Progress progress, CancellationToken cancel)
        where TArm : notnull
    {
        var measured = arms.ToDictionary(arm => arm, _ => new List<TResult>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var arm in round % 2 == 0 ? arms : arms.Reverse())
            {
                cancel.ThrowIfCancellationRequested();
                var isWarmUp = round == 0;
                progress.Tell(isWarmUp ? $"warming up: {arm}" : $"round {round} of {rounds}: {arm}");
                var result = await measure(arm, isWarmUp);
                if (!isWarmUp)
                    measured[arm].Add(result);
            }
        }
        return measured.ToDictionary(m => m.Key, m => (IReadOnlyList<TResult>)m.Value);
    }
}
