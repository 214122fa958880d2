namespace OperatorRuntime;

/// <summary>Which failed requests are sent again, and when.</summary>
internal sealed class RetryPolicy(Random random)
{
    /// <summary>Beyond these the queue's own back-off is the better place to wait.</summary>
    private const int MaximumRetries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>A server that asks for more is not waited for here: the failure, with the delay it asks for, goes to the caller.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <param name="attempt">0 for the first failure.</param>
    /// <returns>How long to wait before the next attempt; null when there shall be none.</returns>
    public TimeSpan? Delay(RequestSpec request, ApiException failure, int attempt)
    {
        if (attempt >= MaximumRetries || !MayRetry(request, failure))
        {
            return null;
        }
        var backOff = FirstDelay * Math.Pow(2, attempt) * (1 + random.NextDouble());
        var delay = failure.RetryAfter is { } asked && asked > backOff ? asked : backOff;
        return delay <= LongestDelay ? delay : null;
    }

    private static bool MayRetry(RequestSpec request, ApiException failure) => failure switch
    {
        // With Retry-After the server says that it has done nothing yet, so that any request may be sent again (client-go does).
        { Code: 429 } => failure.RetryAfter is not null || request.Idempotent,
        { Code: >= 500, RetryAfter: not null } => true,
        // Not a timeout: it has used the caller's patience already.
        { Code: 0, Reason: ApiException.Unreachable } => request.Idempotent,
        { Code: 500 or 502 or 503 or 504 } => request.Idempotent,
        _ => false,
    };
}
