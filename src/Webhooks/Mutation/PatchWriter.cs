using System.Text.Json;
using Tenancy.Objects;
using Webhooks.Reviews;

namespace Webhooks.Mutation;

/// <summary>
/// Writes a JSON Patch (RFC 6902) into a pooled buffer. It adds members and items, and removes them: what an
/// author has written is never rewritten. Nothing is rented until there is something to write.
/// </summary>
internal sealed class PatchWriter : IDisposable
{
    private PooledBuffer? buffer;
    private Utf8JsonWriter? writer;

    /// <summary>Adds a value, given as JSON, where the pointer points to.</summary>
    public void Add(JsonPointer at, ReadOnlySpan<byte> json)
    {
        var patch = Begin("add"u8, at);
        patch.WritePropertyName("value"u8);
        patch.WriteRawValue(json, skipInputValidation: true);
        patch.WriteEndObject();
    }

    /// <summary>Adds a string where the pointer points to.</summary>
    public void Add(JsonPointer at, string value)
    {
        var patch = Begin("add"u8, at);
        patch.WriteString("value"u8, value);
        patch.WriteEndObject();
    }

    /// <summary>
    /// Goes to a member that shall be an object, and makes it one where nothing stands. False when something else stands there.
    /// </summary>
    public bool Enter(JsonElement existing, ReadOnlySpan<byte> name, ref JsonPointer at)
    {
        at.Append(name);
        if (!existing.Exists())
            Add(at, "{}"u8);
        return existing.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null;
    }

    /// <summary>Removes what the pointer points to.</summary>
    public void Remove(JsonPointer at) => Begin("remove"u8, at).WriteEndObject();

    /// <summary>Ends the patch. The caller owns what is returned; null when nothing was written.</summary>
    public PooledBuffer? Finish()
    {
        if (buffer is null || writer is null)
            return null;
        writer.WriteEndArray();
        writer.Dispose();
        var finished = buffer;
        (buffer, writer) = (null, null);
        return finished;
    }

    public void Dispose()
    {
        writer?.Dispose();
        buffer?.Dispose();
    }

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> operation, JsonPointer at)
    {
        if (writer is null)
        {
            buffer = new(1024);
            writer = new(buffer, new JsonWriterOptions { SkipValidation = true });
            writer.WriteStartArray();
        }
        writer.WriteStartObject();
        writer.WriteString("op"u8, operation);
        writer.WriteString("path"u8, at.Written);
        return writer;
    }
}
