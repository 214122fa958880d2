namespace Drills.Frame;

/// <summary>What a drill may cost, beyond what no drill may: a write let through unchecked, a panic, an object lost. What is not bounded is told all the same.</summary>
internal sealed record Bounds
{
    /// <summary>Seconds from the end of the cause until every process is ready, one controller leads, a change of a Tenant is carried out and every webhook process decides by it.</summary>
    public double HealSeconds { get; init; } = 30;

    /// <summary>Requests of tenants that are allowed and fail; null when the cause itself has them fail.</summary>
    public int? Failed { get; init; } = 0;

    /// <summary>Requests outside of tenants' namespaces that fail; null when the cause itself has them fail.</summary>
    public int? PlatformFailed { get; init; } = 0;

    /// <summary>Processes that end without being told to, and are started again.</summary>
    public int Ends { get; init; }

    /// <summary>Writes of the operator from beginning to end, without leases and events. What the last look takes (a change of a Tenant) is less than ten of them.</summary>
    public int Writes { get; init; } = 30;

    /// <summary>Requests of all four processes in any second. Four that start at once list and watch some seventy kinds.</summary>
    public int RequestsASecond { get; init; } = 300;

    /// <summary>MiB that the resident memory of any process has grown by when all is well again. What a process of the debug build keeps of a first load is some thirty.</summary>
    public double GrowthMiB { get; init; } = 64;
}
