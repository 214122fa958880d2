using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;

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

    /// <summary>The Tenant, compiled anew only when its spec has changed since <paramref name="known"/>.</summary>
    public static TenantRecord Tenant(JsonElement tenant, Func<string, TenantRecord?> known)
    {
        var metadata = tenant.At("metadata"u8);
        var name = metadata.String("name"u8) ?? "";
        var uid = metadata.String("uid"u8) ?? "";
        var generation = metadata.Int("generation"u8) ?? 0;
        return known(name) is { } record && record.Generation == generation && string.Equals(record.Uid, uid, StringComparison.Ordinal)
            ? record
            : new(Compile(tenant, name), uid, generation, Created(metadata));
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

    /// <summary>The policy of a tenant of which nothing but its name is known: everything in its strict form, and no owners.</summary>
    public static TenantPolicy Strictest(string name) => TenantPolicy.Compile(new() { Metadata = new() { Name = name } });

    private static TenantPolicy Compile(JsonElement tenant, string name)
    {
        try
        {
            return tenant.Deserialize(TenantJson.Default.Tenant) is { } value ? TenantPolicy.Compile(value) : Strictest(name);
        }
        catch (JsonException)
        {
            // A value that the schema does not admit: written past it, or by a version of the CRD that is not ours.
            return Strictest(name);
        }
    }

    internal static DateTimeOffset Created(JsonElement metadata) =>
        metadata.At("creationTimestamp"u8) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var created) ? created : DateTimeOffset.MaxValue;
}
