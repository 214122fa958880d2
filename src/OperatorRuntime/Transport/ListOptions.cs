namespace OperatorRuntime;

/// <summary>What a list or watch asks for.</summary>
public sealed record ListOptions
{
    /// <summary>Only this namespace; empty or null: the whole cluster.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Null: the latest state. <c>0</c>: any state the server has in its cache. For a watch: the version to start after.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Objects per page; null for all in one answer. Ignored by watches.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the page before. Ignored by watches.</summary>
    public string? Continue { get; init; }

    /// <summary>How long the server may keep a watch open. Sent with every watch.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a watch may stay without a byte before it counts as dead; null: the timeout and 30 s.</summary>
    public TimeSpan? Silence { get; init; }
}
