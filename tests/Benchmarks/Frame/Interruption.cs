using System.Runtime.InteropServices;

namespace Benchmarks.Frame;

/// <summary>Ctrl-C and SIGTERM as a token: what was started is stopped, and what was measured is kept.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] signals;

    /// <summary>Listens until it is disposed.</summary>
    public Interruption() => signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>Signals end the process again.</summary>
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
