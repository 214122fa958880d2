namespace Tenancy.Hosts;

/// <summary>The older tenant first; of equally old ones the first by name: creation times have whole seconds.</summary>
internal sealed class OlderFirst : Comparer<HostClaim>
{
    public static OlderFirst Order { get; } = new();

    public override int Compare(HostClaim? x, HostClaim? y)
    {
        if (x is null || y is null)
            return x is null ? y is null ? 0 : -1 : 1;
        var byAge = x.Created.CompareTo(y.Created);
        var byTenant = byAge != 0 ? byAge : string.CompareOrdinal(x.Tenant, y.Tenant);
        return byTenant != 0 ? byTenant : string.CompareOrdinal(x.Host, y.Host);
    }
}
