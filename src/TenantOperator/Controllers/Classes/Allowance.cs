namespace TenantOperator.Controllers.Classes;

/// <summary>Lets through so many a second, spread over it: a quarter of a second's worth can be taken at once.</summary>
internal sealed class Allowance(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _left = AtOnce(perSecond);
    private long _since = time.GetTimestamp();

    /// <summary>How many a second.</summary>
    public int PerSecond => perSecond;

    /// <summary>Takes up to as many as are wanted.</summary>
    public int Take(int wanted)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(AtOnce(perSecond), _left + time.GetElapsedTime(_since, now).TotalSeconds * perSecond);
            _since = now;
            var taken = Math.Min(wanted, (int)_left);
            _left -= taken;
            return taken;
        }
    }

    private static double AtOnce(int perSecond) => Math.Max(1, perSecond / 4.0);
}
