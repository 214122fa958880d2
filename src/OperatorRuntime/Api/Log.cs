using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>The runtime's log messages: constant words, then keys and values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Watch expired, listing again; resource={Resource}")]
    public static partial void WatchExpired(this ILogger log, ResourceType resource);

    [LoggerMessage(2, LogLevel.Warning, "List or watch failed, retrying; resource={Resource} error={Error} delay={Delay}")]
    public static partial void ReflectorFailed(this ILogger log, ResourceType resource, string error, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Debug, "Listed; resource={Resource} resourceVersion={ResourceVersion}")]
    public static partial void Listed(this ILogger log, ResourceType resource, string resourceVersion);

    [LoggerMessage(4, LogLevel.Error, "Object could not be read, its last known state stays; resource={Resource} key={Key}")]
    public static partial void UnreadableObject(this ILogger log, Exception error, ResourceType resource, NamespacedName key);
}
