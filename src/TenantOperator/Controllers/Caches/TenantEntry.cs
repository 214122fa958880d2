using System.Text.Json;
using Tenancy.Api;

namespace TenantOperator.Controllers.Caches;

/// <summary>What is kept of a Tenant.</summary>
/// <param name="Generation">Counts changes of the spec.</param>
/// <param name="Deleting">Whether its deletion was asked for.</param>
/// <param name="HasFinalizer">Whether it waits for us before it can go.</param>
/// <param name="Tenant">The Tenant; null when what is stored cannot be read as one.</param>
/// <param name="Unreadable">Why it cannot be read; null when it can.</param>
/// <param name="Status">The status as stored; null when there is none.</param>
internal sealed record TenantEntry(
    long Generation, bool Deleting, bool HasFinalizer, Tenant? Tenant, string? Unreadable, JsonElement? Status)
{
    /// <summary>The finalizer by which the operator clears up after a Tenant.</summary>
    public const string Finalizer = "tenantoperator.io/tenant";

    /// <summary>Reads a stored Tenant. Nothing throws: a Tenant that cannot be read is kept as such.</summary>
    public static TenantEntry Read(JsonElement stored)
    {
        var metadata = StoredMetadata.Of(stored);
        JsonElement? status = stored.TryGetProperty("status", out var found) && found.ValueKind == JsonValueKind.Object ? found.Clone() : null;
        var (tenant, unreadable) = Spec(stored);
        return new(metadata.Generation, metadata.Deleting, metadata.Finalizers.Contains(Finalizer, StringComparer.Ordinal), tenant, unreadable, status);
    }

    // The status is left out: it is ours to write, and what an older version wrote must not make the Tenant unreadable.
    private static (Tenant? Tenant, string? Unreadable) Spec(JsonElement stored)
    {
        try
        {
            var metadata = stored.TryGetProperty("metadata", out var m) ? m.Deserialize(TenantJson.Default.ObjectMeta) : null;
            var spec = stored.TryGetProperty("spec", out var s) ? s.Deserialize(TenantJson.Default.TenantSpec) : null;
            return (new Tenant { Metadata = metadata ?? new(), Spec = spec ?? new() }, null);
        }
        catch (JsonException e)
        {
            return (null, $"{e.Path}: not a value of this field");
        }
    }
}
