namespace TenantOperator.Hosting;

/// <summary>Runs loops that are to run as long as the process does.</summary>
internal static class Loops
{
    /// <summary>
    /// Runs all until cancelled, and returns when all have ended. One that ends by itself, well or badly, ends the others and throws:
    /// a process that works in part is worse than one that is started again.
    /// </summary>
    public static async Task RunAsync(IReadOnlyList<(string Name, Func<CancellationToken, Task> Run)> loops, CancellationToken cancellation)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = loops.Select(loop => loop.Run(together.Token)).ToArray();
        var first = await Task.WhenAny(running);
        if (cancellation.IsCancellationRequested)
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await together.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new LoopEndedException(loops[Array.IndexOf(running, first)].Name, first.Exception?.InnerException);
    }
}
