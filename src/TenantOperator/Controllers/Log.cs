using OperatorRuntime;

namespace TenantOperator.Controllers;

/// <summary>What the controllers log. Messages are constant; what varies is a key and a value.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Applied {Type} {Object}")]
    public static partial void Applied(this ILogger log, ResourceType type, NamespacedName @object);

    [LoggerMessage(2, LogLevel.Information, "Deleted {Type} {Object} of {Owner}")]
    public static partial void Deleted(this ILogger log, ResourceType type, NamespacedName @object, string owner);

    [LoggerMessage(3, LogLevel.Warning, "Namespace {Namespace} of tenant {Tenant} is incomplete: {Failures} writes failed")]
    public static partial void NamespaceIncomplete(this ILogger log, string nameSpace, string tenant, int failures);

    [LoggerMessage(4, LogLevel.Warning, "Tenant {Tenant} is invalid, nothing of it is changed: {Errors}")]
    public static partial void TenantInvalid(this ILogger log, string tenant, string errors);

    [LoggerMessage(5, LogLevel.Warning, "The Tenant CRD is being deleted: tenant {Tenant} is let go and all its namespaces stay")]
    public static partial void DefinitionTerminating(this ILogger log, string tenant);

    [LoggerMessage(6, LogLevel.Information, "Tenant {Tenant} is cleared up and let go")]
    public static partial void TenantReleased(this ILogger log, string tenant);

    [LoggerMessage(9, LogLevel.Information, "Namespace {Namespace} left its tenant: what was managed in it is removed, and what runs in it goes on")]
    public static partial void NamespaceReleased(this ILogger log, string nameSpace);

    [LoggerMessage(7, LogLevel.Information, "Labelled volume {Volume} for tenant {Tenant}")]
    public static partial void VolumeLabelled(this ILogger log, string volume, string tenant);

    [LoggerMessage(8, LogLevel.Warning, "Volume {Volume} is claimed by {Claim} of tenant {Tenant} and is not the tenant's")]
    public static partial void VolumeDisputed(this ILogger log, string volume, NamespacedName claim, string tenant);

    [LoggerMessage(9, LogLevel.Information, "Gave back the place of namespace {Namespace} in tenant {Tenant}: it is gone, or never came")]
    public static partial void PlaceGivenBack(this ILogger log, string nameSpace, string tenant);

    [LoggerMessage(10, LogLevel.Information, "Made the TenantClass standard, as there was none; it is the default class: {IsDefault}")]
    public static partial void StandardClassMade(this ILogger log, bool isDefault);
}
