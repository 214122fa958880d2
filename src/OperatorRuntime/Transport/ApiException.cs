namespace OperatorRuntime;

/// <summary>The API server refused or failed a request.</summary>
/// <param name="code">HTTP status code; 0 when there was no answer (<see cref="Unreachable"/>, <see cref="Timeout"/>, <see cref="Malformed"/>).</param>
/// <param name="reason">The machine-readable reason of the Status object, such as <c>NotFound</c>; empty when the answer carried none.</param>
/// <param name="message">What was attempted, on what, and the server's own message.</param>
/// <param name="retryAfter">How long the server asks to wait, if it does.</param>
public sealed class ApiException(int code, string reason, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Reason when the connection could not be made or broke.</summary>
    public const string Unreachable = nameof(Unreachable);

    /// <summary>Reason when there was no answer in time. The server uses it too, with code 504.</summary>
    public const string Timeout = nameof(Timeout);

    /// <summary>Reason when the answer is not what the API promises.</summary>
    public const string Malformed = nameof(Malformed);

    public int Code => code;

    public string Reason => reason;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>The object does not exist (404).</summary>
    public bool IsNotFound => code == 404;

    /// <summary>A precondition failed or another writer was faster (409).</summary>
    public bool IsConflict => code == 409;

    /// <summary>A create met an object of that name.</summary>
    public bool IsAlreadyExists => code == 409 && string.Equals(reason, "AlreadyExists", StringComparison.Ordinal);

    /// <summary>The resourceVersion asked for is no longer kept: list again (410, reasons Expired and Gone).</summary>
    public bool IsGone => code == 410;

    /// <summary>The object was refused for what it says (422).</summary>
    public bool IsInvalid => code == 422;
}
