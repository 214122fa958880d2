namespace Webhooks.Denials;

/// <summary>The events that were written and may be counted up, of bounded number: the oldest are forgotten. For one thread.</summary>
internal sealed class ToldDenials
{
    /// <summary>Each of them was paid for by its namespace, and the API server itself forgets events after an hour.</summary>
    public const int Capacity = 4096;

    private readonly Dictionary<DenialSubject, DenialSeries> series = [];
    private readonly Queue<DenialSubject> order = new();

    /// <summary>Those that have denials to be counted.</summary>
    public IEnumerable<DenialSeries> Behind => series.Values.Where(s => s.Behind > 0);

    /// <summary>The event of a subject; null when there is none.</summary>
    public DenialSeries? Find(DenialSubject subject) => series.GetValueOrDefault(subject);

    /// <summary>Keeps an event, of a subject that has none yet.</summary>
    /// <returns>The one that is forgotten for it; null when there is room.</returns>
    public DenialSeries? Add(DenialSeries added)
    {
        DenialSeries? forgotten = null;
        if (series.Count == Capacity)
            series.Remove(order.Dequeue(), out forgotten);
        series.Add(added.Subject, added);
        order.Enqueue(added.Subject);
        return forgotten;
    }
}
