using Microsoft.Extensions.Logging;
using Tenancy.Isolation;

namespace Webhooks.Telemetry;

/// <summary>
/// What is logged of admission: who, what, where and which rules, never what an object holds. In JSON each name in braces is a field of its own.
/// Names that come from requests are made legible first: before validation they are whatever their writer likes.
/// </summary>
// "nameSpace", since a parameter "@namespace" would make a field "@namespace".
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Request denied: {Operation} {Resource} {Namespace}/{Name} by {User}, tenant {Tenant}, rules {Rules}, code {Code}, dry run {DryRun}, uid {Uid}")]
    public static partial void Denied(
        this ILogger logger, Operations operation, string resource, string nameSpace, string name, string user, string tenant, string rules, int code, bool dryRun, string uid);

    [LoggerMessage(2, LogLevel.Error, "Deciding a request failed, so it was refused: {Operation} {Resource} {Namespace}/{Name}, uid {Uid}: {Fault}")]
    public static partial void Panicked(this ILogger logger, Operations operation, string resource, string nameSpace, string name, string uid, string fault);

    [LoggerMessage(3, LogLevel.Warning, "Body refused: {Code}, {Problem}; {LeftOut} more were refused since the last such line")]
    public static partial void BadReview(this ILogger logger, int code, string problem, long leftOut);

    [LoggerMessage(4, LogLevel.Information, "Draining: no longer ready, still answering for {Delay}")]
    public static partial void Draining(this ILogger logger, TimeSpan delay);

    [LoggerMessage(5, LogLevel.Error, "The ledger of tenant {Tenant} cannot be used, so no namespace is made in it")]
    public static partial void LedgerFailed(this ILogger logger, string tenant, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "Denials were not told by an event: namespace {Namespace}, rule {Rule}, {Error}")]
    public static partial void DenialEventFailed(this ILogger logger, string nameSpace, string rule, string error);
}
