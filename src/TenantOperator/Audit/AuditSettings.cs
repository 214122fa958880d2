namespace TenantOperator.Audit;

/// <summary>How the audit of stored objects works.</summary>
internal sealed record AuditSettings
{
    /// <summary>How long after one look at the whole cluster the next begins.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after a look at a namespace with violations it is looked at again.</summary>
    public TimeSpan Recheck { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many pages of at most 500 objects a second are read, all looks together.</summary>
    public int PagesPerSecond { get; set; } = 5;
}
