using OperatorRuntime;
using Tenancy.Audit;

namespace TenantOperator.Audit;

/// <summary>What the audit logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Audit: the list of {Kind} expired between two pages, it begins anew")]
    public static partial void BeginAnew(this ILogger log, AuditedKind kind);

    [LoggerMessage(2, LogLevel.Error, "Audit: a stored object could not be judged; kind={Kind} object={Object}")]
    public static partial void Unjudged(this ILogger log, Exception error, AuditedKind kind, NamespacedName @object);

    [LoggerMessage(3, LogLevel.Warning, "Audit: the look at all stored objects failed, what was found before stays; error={Error} delay={Delay}")]
    public static partial void SweepFailed(this ILogger log, string error, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Warning, "Audit: namespace {Namespace} could not be looked at, it is tried again; error={Error}")]
    public static partial void NamespaceFailed(this ILogger log, string nameSpace, string error);

    [LoggerMessage(6, LogLevel.Error, "Audit: a step failed by a defect of the program, the next one comes")]
    public static partial void Defect(this ILogger log, Exception error);

    [LoggerMessage(5, LogLevel.Information, "Audit: looked at all stored objects; namespaces={Namespaces} withViolations={Violating}")]
    public static partial void Swept(this ILogger log, int namespaces, int violating);
}
