using OperatorRuntime;

namespace Webhooks.Denials;

/// <summary>An event of a denial that was written, and what has happened since.</summary>
internal sealed class DenialSeries(PendingDenial first)
{
    public DenialSubject Subject { get; } = first.Subject;

    public SentEvent Sent { get; } = new() { Count = first.Count, Message = first.Message };

    /// <summary>When the latest denial was.</summary>
    public DateTimeOffset At { get; private set; } = first.At;

    /// <summary>The timestamp of the last attempt to write it.</summary>
    public long WrittenAt { get; set; }

    /// <summary>How many denials it does not count yet.</summary>
    public int Behind => Sent.Count - Sent.Told;

    /// <summary>Counts further denials.</summary>
    public void Add(PendingDenial denial)
    {
        Sent.Count += denial.Count;
        Sent.Message = denial.Message;
        At = denial.At;
    }
}
