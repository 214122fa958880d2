using System.Buffers.Text;
using System.Text;

namespace Webhooks.Mutation;

/// <summary>Builds a JSON Pointer (RFC 6901) in place, segment by segment.</summary>
internal ref struct JsonPointer(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int length;

    /// <summary>The pointer so far.</summary>
    public readonly ReadOnlySpan<byte> Written => buffer[..length];

    /// <summary>How long the pointer is so far, for <see cref="BackTo"/>.</summary>
    public readonly int Mark => length;

    /// <summary>Goes to a member. Its name is escaped: ~ becomes ~0, / becomes ~1.</summary>
    /// <exception cref="InvalidOperationException">The buffer is too small.</exception>
    public void Append(ReadOnlySpan<byte> name)
    {
        Put((byte)'/');
        foreach (var b in name)
        {
            if (b is (byte)'~' or (byte)'/')
            {
                Put((byte)'~');
                Put(b == (byte)'~' ? (byte)'0' : (byte)'1');
            }
            else
            {
                Put(b);
            }
        }
    }

    /// <summary>Goes to an item.</summary>
    /// <exception cref="InvalidOperationException">The buffer is too small.</exception>
    public void Append(int index)
    {
        Put((byte)'/');
        if (!Utf8Formatter.TryFormat(index, buffer[length..], out var written))
            throw TooSmall();
        length += written;
    }

    /// <summary>Goes back to where <see cref="Mark"/> was taken.</summary>
    public void BackTo(int mark) => length = mark;

    /// <inheritdoc/>
    public override readonly string ToString() => Encoding.UTF8.GetString(Written);

    private void Put(byte b)
    {
        if (length == buffer.Length)
            throw TooSmall();
        buffer[length++] = b;
    }

    private readonly InvalidOperationException TooSmall() => new($"a JSON pointer has more than {buffer.Length} bytes");
}
