namespace Webhooks.Reviews;

/// <summary>A refusal, as the caller sees it.</summary>
/// <param name="Code">The HTTP status code that the API server answers with: 400 and above.</param>
/// <param name="Reason">The Kubernetes status reason that goes with the code.</param>
/// <param name="Message">What was refused, why, and what to do.</param>
/// <param name="RetryAfterSeconds">When to try again; clients of Kubernetes do it by themselves. Null: trying again is no use.</param>
internal sealed record Denial(int Code, string Reason, string Message, int? RetryAfterSeconds = null)
{
    /// <summary>The rules of the tenant do not allow it.</summary>
    public static Denial Forbidden(string message) => new(403, "Forbidden", message);

    /// <summary>The object itself is wrong.</summary>
    public static Denial Invalid(string message) => new(422, "Invalid", message);

    /// <summary>It could not be decided now.</summary>
    public static Denial TryAgain(string why) => new(503, "ServiceUnavailable", $"{why}; nothing was changed, try again", RetryAfterSeconds: 1);

    /// <summary>The fault is ours.</summary>
    public static Denial InternalError(string uid) =>
        new(500, "InternalError", $"tenant-operator failed while it decided, so the request is refused; its log has the cause under uid {uid}");
}
