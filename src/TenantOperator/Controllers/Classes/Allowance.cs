namespace TenantOperator.Controllers.Classes;

/// <summary>Lets through so many a second, and none on credit: a second's worth can be taken at once.</summary>
internal sealed class Allowance(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _left = perSecond;
    private long _since = time.GetTimestamp();

    /// <summary>Takes up to as many as are wanted.</summary>
    public int Take(int wanted)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(perSecond, _left + time.GetElapsedTime(_since, now).TotalSeconds * perSecond);
            _since = now;
            var taken = Math.Min(wanted, (int)_left);
            _left -= taken;
            return taken;
        }
    }
}
