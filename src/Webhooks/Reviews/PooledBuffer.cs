using System.Buffers;

namespace Webhooks.Reviews;

/// <summary>A growing buffer on arrays of the shared pool. Its memory is dead once it is disposed of.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => array.AsMemory(0, Length);

    /// <summary>The same, to be changed in place.</summary>
    public Span<byte> Content => array.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return array.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        // Bodies can hold what only the API server may know: nothing of them is left for the next to rent.
        array.AsSpan(0, Length).Clear();
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
        array = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (array.Length - Length >= count)
            return;
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(array.Length * 2, Length + count));
        Written.Span.CopyTo(grown);
        array.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(array);
        array = grown;
    }
}
