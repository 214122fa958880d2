namespace Drills.Wires;

/// <summary>A request of one of the operator's processes to the API server.</summary>
/// <param name="At">When it came, since the gate was opened.</param>
/// <param name="Sender">The process.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Without the query.</param>
/// <param name="IsWatch">Whether it is a watch.</param>
internal sealed record Sent(TimeSpan At, string Sender, string Method, string Path, bool IsWatch)
{
    /// <summary>The answer's status; 0 when there was none.</summary>
    public int Code { get; init; }

    /// <summary>Whether it asks to change something that is the operator's work: neither a lease nor an event.</summary>
    public bool IsWrite => Method is "POST" or "PUT" or "PATCH" or "DELETE" && !Path.Contains("/leases", StringComparison.Ordinal) && !Path.Contains("/events", StringComparison.Ordinal);

    /// <summary>Whether the API server did what was asked.</summary>
    public bool IsDone => Code is >= 200 and < 300;

    public override string ToString() => $"{Sender} {Method} {Path}: {Code}";
}
