using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>The body of an answer, that may be cut or fall silent after some bytes.</summary>
internal sealed class FaultyStream(HttpContext context, Fault? fault, CancellationToken stopping)
{
    private long written;

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var limit = fault switch { Fault.Cut cut => cut.Bytes, Fault.Hang hang => hang.Bytes, _ => long.MaxValue };
        var allowed = (int)Math.Min(bytes.Length, limit - written);
        await context.Response.Body.WriteAsync(bytes[..allowed], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        written += allowed;
        if (allowed == bytes.Length)
        {
            return;
        }
        if (fault is Fault.Hang)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, gone.Token);
        }
        throw new OperationCanceledException("cut");
    }
}
