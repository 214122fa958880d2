using System.Text.Json;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Objects;

namespace Webhooks.Index;

/// <summary>What of an object the index keeps. Never throws: an object that cannot be read becomes the strictest value.</summary>
internal static class Projections
{
    /// <summary>The namespace's tenant label, or null when it has none.</summary>
    public static string? TenantLabel(JsonElement anyObject)
    {
        var label = anyObject.At("metadata"u8).At("labels"u8).At("tenantoperator.io/tenant"u8);
        return label.ValueKind == JsonValueKind.String ? label.GetString() : null;
    }

    /// <summary>The Tenant, compiled anew only when its spec or its class has changed since <paramref name="known"/>.</summary>
    public static TenantRecord Tenant(JsonElement tenant, Func<string, TenantRecord?> known, TenantClasses classes)
    {
        var metadata = tenant.At("metadata"u8);
        var name = metadata.String("name"u8) ?? "";
        var uid = metadata.String("uid"u8) ?? "";
        var generation = metadata.Int("generation"u8) ?? 0;
        if (known(name) is { } record && record.Generation == generation && string.Equals(record.Uid, uid, StringComparison.Ordinal))
            return record.WithClassOf(classes);
        var value = Read(tenant);
        return new(name, value, classes.Of(value), uid, generation, Created(metadata));
    }

    /// <summary>Whether an IngressClass is the cluster's default, and since when it exists.</summary>
    public static (bool IsDefault, DateTimeOffset Created) IngressClass(JsonElement ingressClass)
    {
        var metadata = ingressClass.At("metadata"u8);
        return (metadata.At("annotations"u8).Is("ingressclass.kubernetes.io/is-default-class"u8, "true"u8), Created(metadata));
    }

    /// <summary>Whether a PriorityClass is the cluster's default, and its value.</summary>
    public static (bool IsDefault, long Value) PriorityClass(JsonElement priorityClass) =>
        (priorityClass.Bool("globalDefault"u8) is true, priorityClass.Int("value"u8) ?? long.MaxValue);

    /// <summary>A TenantClass; one that cannot be read locks every section and gives none, so that its tenants are held to everything in its strict form.</summary>
    public static TenantClass TenantClass(JsonElement json)
    {
        try
        {
            if (json.Deserialize(TenantJson.Default.TenantClass) is { } value)
                return value;
        }
        catch (JsonException)
        {
            // As for a Tenant.
        }
        var metadata = json.At("metadata"u8);
        return new()
        {
            Metadata = new()
            {
                Name = metadata.String("name"u8) ?? "",
                CreationTimestamp = Created(metadata),
                Uid = metadata.String("uid"u8),
                Generation = metadata.Int("generation"u8) ?? 0,
                Annotations = metadata.At("annotations"u8).String("tenantoperator.io/is-default-class"u8) is { } isDefault
                    ? new Dictionary<string, string> { [Tenancy.Api.TenantClass.DefaultAnnotation] = isDefault }
                    : null,
            },
            Spec = new() { Locked = EffectiveTenant.Sections },
        };
    }

    /// <returns>Null for a value that the schema does not admit: written past it, or by a version of the CRD that is not ours.</returns>
    private static Tenant? Read(JsonElement tenant)
    {
        try
        {
            return tenant.Deserialize(TenantJson.Default.Tenant);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static DateTimeOffset Created(JsonElement metadata) =>
        metadata.At("creationTimestamp"u8) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var created) ? created : DateTimeOffset.MaxValue;
}
