namespace OperatorRuntime;

/// <summary>An event that was written, or is about to be, and may be counted up.</summary>
public sealed class SentEvent
{
    /// <summary>Its name on the server; null before the first write.</summary>
    public string? Name { get; internal set; }

    /// <summary>How often it happened.</summary>
    public int Count { get; set; }

    /// <summary>How often, when it was last written.</summary>
    public int Told { get; set; }

    /// <summary>What is said of it: the latest.</summary>
    public string Message { get; set; } = "";
}
