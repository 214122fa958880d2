using System.Buffers;
using System.Text.Json;

namespace OperatorRuntime;

/// <summary>
/// Makes <see cref="StoredContent"/> of objects, one instance for equal contents. <see cref="Project"/> is an informer's projection.
/// Safe for the loops of several informers.
/// </summary>
public sealed class ContentPool
{
    /// <summary>The table of weak references is swept when it has doubled, so sweeping costs a constant share of filling.</summary>
    private const int SmallestSweep = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<ulong, WeakReference<StoredContent>> known = [];
    private int sweepAt = SmallestSweep;

    public StoredContent Project(JsonElement stored)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(stored, writer);
        }
        return Intern(buffer.WrittenSpan);
    }

    private StoredContent Intern(ReadOnlySpan<byte> json)
    {
        var hash = StoredContent.HashOf(json);
        lock (gate)
        {
            if (known.TryGetValue(hash, out var reference) && reference.TryGetTarget(out var same) && same.Json.Span.SequenceEqual(json))
            {
                return same;
            }
            var content = new StoredContent(json.ToArray(), hash);
            known[hash] = new WeakReference<StoredContent>(content);
            if (known.Count >= sweepAt)
            {
                Sweep();
            }
            return content;
        }
    }

    private void Sweep()
    {
        foreach (var (hash, reference) in known)
        {
            if (!reference.TryGetTarget(out _))
            {
                known.Remove(hash);
            }
        }
        sweepAt = Math.Max(SmallestSweep, known.Count * 2);
    }

    /// <summary>Status changes all the time without concerning an intent; the kind and the name are the same for every object of a store.</summary>
    private static void Write(JsonElement stored, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var field in stored.EnumerateObject())
        {
            if (field.NameEquals("metadata"u8))
            {
                WriteMetadata(field.Value, writer);
            }
            else if (!field.NameEquals("status"u8) && !field.NameEquals("apiVersion"u8) && !field.NameEquals("kind"u8))
            {
                field.WriteTo(writer);
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteMetadata(JsonElement metadata, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("metadata"u8);
        foreach (var name in (ReadOnlySpan<string>)["labels", "annotations", "ownerReferences", "finalizers", "deletionTimestamp"])
        {
            if (metadata.TryGetProperty(name, out var value))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }
        writer.WriteEndObject();
    }
}
