using System.Text.Json;
using Tenancy.Api;

namespace TenantOperator.Controllers.Caches;

/// <summary>What is kept of a TenantClass.</summary>
/// <param name="Class">The class, without its status. One that cannot be read has its metadata alone.</param>
/// <param name="Unreadable">Why it cannot be read; null when it can.</param>
/// <param name="Status">The status as stored; null when there is none.</param>
internal sealed record ClassEntry(TenantClass Class, string? Unreadable, JsonElement? Status)
{
    /// <summary>Tells a state of the class from every other, also from those of its namesakes before it.</summary>
    public string Revision { get; } = $"{Class.Metadata.Uid}/{Class.Metadata.Generation}";

    /// <summary>Reads a stored class. Nothing throws: whose class cannot be read must be told so, and not be held to another one.</summary>
    public static ClassEntry Read(JsonElement stored)
    {
        JsonElement? status = stored.TryGetProperty("status", out var found) && found.ValueKind == JsonValueKind.Object ? found.Clone() : null;
        var metadata = stored.TryGetProperty("metadata", out var m) ? m.Deserialize(TenantJson.Default.ObjectMeta) : null;
        try
        {
            var spec = stored.TryGetProperty("spec", out var s) ? s.Deserialize(TenantJson.Default.TenantClassSpec) : null;
            return new(new() { Metadata = metadata ?? new(), Spec = spec ?? new() }, null, status);
        }
        catch (JsonException e)
        {
            return new(new() { Metadata = metadata ?? new() }, $"{e.Path}: not a value of this field", status);
        }
    }
}
