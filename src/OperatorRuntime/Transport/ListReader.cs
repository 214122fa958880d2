using System.Buffers;
using System.Text.Json;

namespace OperatorRuntime;

/// <summary>
/// Reads a list item by item as it arrives, so that memory does not grow with the answer: to a list at resourceVersion 0 the
/// API server answers with everything at once, whatever limit was asked for.
/// </summary>
internal sealed class ListReader(Action<JsonElement> item)
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = JsonAnswer.Options.MaxDepth });
    private bool inItems;
    private bool ended;

    /// <summary>The list's own metadata. The order of fields is the server's: typed lists put it first, custom resources last.</summary>
    public string ResourceVersion { get; private set; } = "";

    public string Continue { get; private set; } = "";

    /// <exception cref="JsonException">The body is no list, or ends too early.</exception>
    public async Task ReadAsync(GuardedPipe pipe, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var consumed = Consume(read.Buffer, read.IsCompleted);
            if (read.IsCompleted)
            {
                break;
            }
            pipe.AdvanceTo(consumed, read.Buffer.End);
        }
        if (!ended)
        {
            throw new JsonException("the list ends too early");
        }
    }

    /// <summary>Takes all complete values of the buffer and returns where the first incomplete one starts.</summary>
    private SequencePosition Consume(ReadOnlySequence<byte> buffer, bool last)
    {
        if (ended)
        {
            return buffer.End;
        }
        var reader = new Utf8JsonReader(buffer, last, state);
        while (true)
        {
            var before = reader;
            if (!TryTake(ref reader, buffer))
            {
                // Nothing of an incomplete value is consumed: it is read again when more of it is there.
                state = before.CurrentState;
                return before.Position;
            }
            if (ended)
            {
                return reader.Position;
            }
        }
    }

    private bool TryTake(ref Utf8JsonReader reader, ReadOnlySequence<byte> buffer)
    {
        if (!reader.Read())
        {
            return false;
        }
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when inItems:
                return TakeValue(ref reader, buffer, item);
            case JsonTokenType.EndArray when inItems:
                inItems = false;
                return true;
            case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                return true;
            case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                ended = true;
                return true;
            case JsonTokenType.PropertyName when reader.ValueTextEquals("items"u8):
                return EnterItems(ref reader);
            case JsonTokenType.PropertyName when reader.ValueTextEquals("metadata"u8):
                return reader.Read() && TakeValue(ref reader, buffer, ReadMetadata);
            case JsonTokenType.PropertyName:
                return reader.Read() && reader.TrySkip();
            default:
                throw new JsonException("not a list");
        }
    }

    private bool EnterItems(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }
        // Go writes an empty list of some kinds as null.
        inItems = reader.TokenType == JsonTokenType.StartArray;
        return inItems || reader.TokenType == JsonTokenType.Null ? true : throw new JsonException("items is no array");
    }

    private static bool TakeValue(ref Utf8JsonReader reader, ReadOnlySequence<byte> buffer, Action<JsonElement> take)
    {
        var start = reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }
        using var value = JsonDocument.Parse(buffer.Slice(start, reader.BytesConsumed - start), JsonAnswer.Options);
        take(value.RootElement);
        return true;
    }

    private void ReadMetadata(JsonElement metadata)
    {
        ResourceVersion = metadata.Text("resourceVersion");
        Continue = metadata.Text("continue");
    }
}
