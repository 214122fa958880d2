using OperatorRuntime;

namespace Webhooks.Denials;

/// <summary>Where events of denials go.</summary>
internal interface IDenialWriter
{
    /// <summary>Writes an event, or counts it up if it was written before.</summary>
    /// <exception cref="ApiException">The API server refused or failed.</exception>
    Task WriteAsync(ObjectReference about, SentEvent sent, DateTimeOffset at, CancellationToken cancellation);
}
