using OperatorRuntime;

namespace TenantOperator.Registrations;

/// <summary>What is logged of registrations.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Wrote what is asked of the webhooks into {Type} {Registration}: {Webhooks} webhooks")]
    public static partial void RulesWritten(this ILogger log, ResourceType type, NamespacedName registration, int webhooks);

    [LoggerMessage(2, LogLevel.Warning, "The API server gets no answer of the webhooks, so it is not told to ask them yet: {Problem}")]
    public static partial void WebhooksDoNotAnswer(this ILogger log, string problem);

    [LoggerMessage(3, LogLevel.Warning, "Put right what somebody changed in {Type} {Registration}: {Changes}")]
    public static partial void RegistrationRepaired(this ILogger log, ResourceType type, NamespacedName registration, string changes);

    [LoggerMessage(4, LogLevel.Warning, "{Type} {Registration} has not the mark of this version of the program, or no webhook of it, and is left as it is. It differs in: {Changes}")]
    public static partial void RegistrationLeftAlone(this ILogger log, ResourceType type, NamespacedName registration, string changes);

    [LoggerMessage(5, LogLevel.Warning, "There is no {Type} {Registration}, or no webhook in it: the API server asks for nothing by it until the chart brings it again")]
    public static partial void RegistrationMissing(this ILogger log, ResourceType type, NamespacedName registration);
}
