using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Reviews;

/// <summary>A growing buffer on arrays of the shared pool. Its memory is dead once it is disposed of.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private readonly BodyMemory? memory;
    private byte[] array;

    /// <param name="capacity">What it has room for before it grows.</param>
    /// <param name="memory">What its arrays are taken of; null: of nothing that is counted.</param>
    /// <exception cref="BadReviewException">There is no memory left for it; so says whatever has it grow, too.</exception>
    public PooledBuffer(int capacity, BodyMemory? memory = null)
    {
        this.memory = memory;
        array = Rent(capacity);
    }

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
        if (array.Length > 0)
            Return();
        array = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (array.Length - Length >= count)
            return;
        var grown = Rent(Math.Max(array.Length * 2, Length + count));
        Written.Span.CopyTo(grown);
        Return();
        array = grown;
    }

    private byte[] Rent(int length)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        if (memory?.TryTake(rented.Length) != false)
            return rented;
        ArrayPool<byte>.Shared.Return(rented);
        throw new BadReviewException(StatusCodes.Status503ServiceUnavailable, "too much is being read at once, try again");
    }

    private void Return()
    {
        // Bodies can hold what only the API server may know: nothing of them is left for the next to rent.
        array.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(array);
        memory?.Return(array.Length);
    }
}
