using OperatorRuntime;

namespace TenantOperator.Certificates;

/// <summary>What is logged of certificates.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Stored the webhook authority in {Secret}: it ends {Expires:u}, a successor waits: {Rotating}")]
    public static partial void AuthorityStored(this ILogger log, NamespacedName secret, DateTimeOffset? expires, bool rotating);

    [LoggerMessage(2, LogLevel.Information, "Wrote the CA bundle into {Type} {Registration}: {Webhooks} webhooks")]
    public static partial void BundlePublished(this ILogger log, ResourceType type, NamespacedName registration, int webhooks);

    [LoggerMessage(3, LogLevel.Information, "Another writer was faster with certificates: {Cause}")]
    public static partial void CertificateConflict(this ILogger log, string cause);

    [LoggerMessage(4, LogLevel.Information, "Serving a new certificate: it ends {Expires:u}")]
    public static partial void CertificateServed(this ILogger log, DateTimeOffset expires);

    [LoggerMessage(5, LogLevel.Warning, "Secret {Secret} cannot be used for certificates: {Problem}; what is served stays until {Expires:u}")]
    public static partial void SecretUnusable(this ILogger log, NamespacedName secret, string problem, DateTimeOffset expires);

    [LoggerMessage(6, LogLevel.Information, "Secret {Secret} can be used for certificates again")]
    public static partial void SecretUsable(this ILogger log, NamespacedName secret);

    [LoggerMessage(7, LogLevel.Information, "A certificate of another authority waits until every API server trusts it: it ends {Expires:u} and is served from {DueAt:u} on")]
    public static partial void CertificateWaits(this ILogger log, DateTimeOffset expires, DateTimeOffset dueAt);

    [LoggerMessage(8, LogLevel.Warning, "Secret {Secret} cannot be used for certificates: {Problem}; no certificate is served, and every handshake fails")]
    public static partial void NothingToServe(this ILogger log, NamespacedName secret, string problem);
}
