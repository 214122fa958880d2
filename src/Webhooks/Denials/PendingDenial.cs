namespace Webhooks.Denials;

/// <summary>Denials of one subject that wait to be told.</summary>
internal sealed class PendingDenial(DenialSubject subject, string message)
{
    public DenialSubject Subject => subject;

    /// <summary>What the first of them said.</summary>
    public string Message => message;

    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>When the latest was.</summary>
    public DateTimeOffset At { get; set; }
}
