using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Reads a watch: one JSON object a line, parsed in place.</summary>
internal sealed class WatchStream(GuardedPipe pipe)
{
    /// <summary>etcd takes objects of 1.5 MiB by default and few raise it; a longer line is no event.</summary>
    private const int LongestLine = 32 * 1024 * 1024;

    /// <remarks>A line that the connection cut off is dropped: the watch resumes before it.</remarks>
    public async IAsyncEnumerable<WatchEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                using var line = Parse(rest.Slice(0, end));
                yield return Event(line.RootElement);
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (read.IsCompleted)
            {
                yield break;
            }
            if (rest.Length > LongestLine)
            {
                throw pipe.Malformed("a line without an end");
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private JsonDocument Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, JsonAnswer.Options);
        }
        catch (JsonException fault)
        {
            throw pipe.Malformed("a line that is no JSON", fault);
        }
    }

    private WatchEvent Event(JsonElement line)
    {
        if (line.ValueKind == JsonValueKind.Object
            && line.TryGetProperty("type", out var name) && line.TryGetProperty("object", out var subject)
            && subject.ValueKind == JsonValueKind.Object && Type(name) is { } type)
        {
            return new WatchEvent(type, subject);
        }
        throw pipe.Malformed("a line that is no event");
    }

    private static WatchEventType? Type(JsonElement name) => name.ValueKind != JsonValueKind.String ? null
        : name.ValueEquals("ADDED"u8) ? WatchEventType.Added
        : name.ValueEquals("MODIFIED"u8) ? WatchEventType.Modified
        : name.ValueEquals("DELETED"u8) ? WatchEventType.Deleted
        : name.ValueEquals("BOOKMARK"u8) ? WatchEventType.Bookmark
        : name.ValueEquals("ERROR"u8) ? WatchEventType.Error
        : null;
}
