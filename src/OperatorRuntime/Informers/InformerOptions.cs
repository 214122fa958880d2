namespace OperatorRuntime;

/// <summary>What an informer watches, beside the kind.</summary>
public sealed record InformerOptions
{
    /// <summary>Only this namespace; null: the whole cluster.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Objects per page of a list. 500 is client-go's: pages of about a megabyte.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// The shortest time that a watch is asked for, as client-go's; each takes up to twice that, so that the watches of all replicas
    /// do not end together.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
