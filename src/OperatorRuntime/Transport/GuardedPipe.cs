using System.IO.Pipelines;

namespace OperatorRuntime;

/// <summary>Reads the body of an answer, but never waits for ever: a stream that stays silent is dead, whatever TCP believes.</summary>
internal sealed class GuardedPipe(Stream body, string attempt, TimeSpan silence, TimeProvider time) : IAsyncDisposable
{
    private readonly PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024));

    /// <exception cref="ApiException">Nothing came in time, or the connection broke.</exception>
    public async ValueTask<ReadResult> ReadAsync(CancellationToken cancellation)
    {
        using var watchdog = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, cancellation);
        try
        {
            return await pipe.ReadAsync(either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new ApiException(0, ApiException.Timeout, $"{attempt}: nothing came for {silence.TotalSeconds:0} s", null, silent);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ApiException(0, ApiException.Unreachable, $"{attempt}: {fault.Message}", null, fault);
        }
    }

    public void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe.AdvanceTo(consumed, examined);

    public ApiException Malformed(string what, Exception? fault = null) => new(0, ApiException.Malformed, $"{attempt}: {what}", null, fault);

    public ValueTask DisposeAsync() => pipe.CompleteAsync();
}
