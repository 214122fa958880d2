namespace OperatorRuntime;

/// <summary>A dictionary of bounded size that forgets what was made first. For one thread.</summary>
internal sealed class RecentEntries<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> entries = [];
    private readonly Queue<TKey> order = new();

    public TValue Get(TKey key, Func<TValue> make)
    {
        if (!entries.TryGetValue(key, out var value))
        {
            if (entries.Count == capacity)
            {
                entries.Remove(order.Dequeue());
            }
            entries[key] = value = make();
            order.Enqueue(key);
        }
        return value;
    }
}
