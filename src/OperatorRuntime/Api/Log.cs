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

    [LoggerMessage(5, LogLevel.Error, "Reconciliation failed, retrying; controller={Controller} key={Key}")]
    public static partial void ReconcileFailed(this ILogger log, Exception error, string controller, NamespacedName key);

    [LoggerMessage(6, LogLevel.Information, "Another writer was faster, retrying; controller={Controller} key={Key} error={Error}")]
    public static partial void ReconcileConflict(this ILogger log, string controller, NamespacedName key, string error);

    [LoggerMessage(7, LogLevel.Warning, "Reconciliation abandoned at shutdown; controller={Controller} key={Key}")]
    public static partial void ReconcileAbandoned(this ILogger log, string controller, NamespacedName key);

    [LoggerMessage(8, LogLevel.Information, "Leading; lease={Lease} identity={Identity}")]
    public static partial void Leading(this ILogger log, NamespacedName lease, string identity);

    [LoggerMessage(9, LogLevel.Information, "Another process leads; lease={Lease} holder={Holder}")]
    public static partial void Following(this ILogger log, NamespacedName lease, string holder);

    [LoggerMessage(10, LogLevel.Warning, "Lease could not be read or written, retrying; lease={Lease} error={Error}")]
    public static partial void LeaseFailed(this ILogger log, NamespacedName lease, string error);

    [LoggerMessage(11, LogLevel.Error, "Leadership lost; lease={Lease} identity={Identity}")]
    public static partial void LeadershipLost(this ILogger log, NamespacedName lease, string identity);

    [LoggerMessage(12, LogLevel.Information, "Lease released; lease={Lease} identity={Identity}")]
    public static partial void Released(this ILogger log, NamespacedName lease, string identity);

    [LoggerMessage(13, LogLevel.Warning, "Event could not be written; reason={Reason} about={About} error={Error}")]
    public static partial void EventFailed(this ILogger log, string reason, NamespacedName about, string error);
}
