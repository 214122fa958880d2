namespace TenantOperator.Audit;

/// <summary>Spaces the pages that the audit reads, so that the API server hardly notices. For one loop.</summary>
internal sealed class AuditPace(AuditSettings settings, TimeProvider time)
{
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits until the next page may be read.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_next > now)
            await Task.Delay(_next - now, time, cancellation);
        _next = time.GetUtcNow() + TimeSpan.FromSeconds(1) / settings.PagesPerSecond;
    }
}
