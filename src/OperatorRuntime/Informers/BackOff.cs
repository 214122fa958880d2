namespace OperatorRuntime;

/// <summary>
/// How long a list-and-watch loop waits after a failure: up to 1.6 s, doubled with each failure up to 16 s, of which chance takes off up to half. An informer is back soon after its API
/// server, therefore the bound is lower than client-go's (a minute), which has the nodes of a whole cluster to keep apart; here it is the informers of a few processes.
/// </summary>
internal sealed class BackOff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1.6);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(16);

    private TimeSpan next = First;

    /// <param name="retryAfter">What the server asks for, if it does; never waited less.</param>
    public TimeSpan Failed(TimeSpan? retryAfter)
    {
        // Also at the bound: after an outage, informers that all wait for as long would all come at once.
        var jittered = next * (1 + random.NextDouble()) / 2;
        next = next * 2 > Longest ? Longest : next * 2;
        return retryAfter is { } asked && asked > jittered ? asked : jittered;
    }

    /// <summary>It went well for a while: the next failure is the first of its kind.</summary>
    public void Recovered() => next = First;
}
