namespace OperatorRuntime;

/// <summary>An event that was written, or is about to be, and may be counted up.</summary>
internal sealed class SentEvent
{
    /// <summary>Its name on the server; null before the first write.</summary>
    public string? Name { get; set; }

    public int Count { get; set; }

    public string Message { get; set; } = "";
}
