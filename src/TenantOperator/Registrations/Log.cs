using OperatorRuntime;

namespace TenantOperator.Registrations;

/// <summary>What is logged of registrations.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Wrote what is asked of the webhooks into {Type} {Registration}: {Webhooks} webhooks")]
    public static partial void RulesWritten(this ILogger log, ResourceType type, NamespacedName registration, int webhooks);

    [LoggerMessage(2, LogLevel.Warning, "The API server gets no answer of the webhooks, so it is not told to ask them yet: {Problem}")]
    public static partial void WebhooksDoNotAnswer(this ILogger log, string problem);
}
