namespace TenantOperator.Audit;

/// <summary>Spaces the pages that the audit reads, so that the API server hardly notices. For one loop.</summary>
internal sealed class AuditPace(AuditSettings settings, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _next;

    private TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Waits until the next page may be read.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        if (_next - Now is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
        _next = Now + TimeSpan.FromSeconds(1) / settings.PagesPerSecond;
    }
}
