using OperatorRuntime;

namespace TenantOperator.Controllers;

/// <summary>What the controllers log. Messages are constant; what varies is a key and a value.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Type} {Object}")]
    public static partial void Applied(this ILogger log, ResourceType type, NamespacedName @object);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Type} {Object} of {Owner}")]
    public static partial void Deleted(this ILogger log, ResourceType type, NamespacedName @object, string owner);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Namespace {Namespace} of tenant {Tenant} is incomplete: {Failures} writes failed")]
    public static partial void NamespaceIncomplete(this ILogger log, string @namespace, string tenant, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant} is invalid, nothing of it is changed: {Errors}")]
    public static partial void TenantInvalid(this ILogger log, string tenant, string errors);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Tenant CRD is being deleted: tenant {Tenant} is let go and all its namespaces stay")]
    public static partial void DefinitionTerminating(this ILogger log, string tenant);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} is cleared up and let go")]
    public static partial void TenantReleased(this ILogger log, string tenant);
}
