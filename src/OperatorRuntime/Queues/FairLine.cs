using System.Diagnostics.CodeAnalysis;

namespace OperatorRuntime;

/// <summary>
/// Keys in line whose groups take turns: a group with one key waits for as many keys as there are groups, however many keys the others have.
/// Within a group the first is served first. For one thread at a time.
/// </summary>
/// <param name="groupOf">The group of a key at the moment when it joins the line; null when there is but one.</param>
internal sealed class FairLine<TKey>(Func<TKey, string>? groupOf)
    where TKey : notnull
{
    private const int LongestSpare = 64;

    private readonly Dictionary<string, Queue<TKey>> groups = new(StringComparer.Ordinal);

    /// <summary>The groups that have keys, each once.</summary>
    private readonly Queue<string> turns = new();

    /// <summary>The line of a group that has none any more: most groups come and go with one key.</summary>
    private Queue<TKey>? spare;

    public void Enqueue(TKey key)
    {
        var group = groupOf?.Invoke(key) ?? "";
        if (!groups.TryGetValue(group, out var line))
        {
            groups[group] = line = spare ?? new Queue<TKey>();
            spare = null;
            turns.Enqueue(group);
        }
        line.Enqueue(key);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out TKey key)
    {
        if (!turns.TryDequeue(out var group))
        {
            key = default;
            return false;
        }
        var line = groups[group];
        key = line.Dequeue();
        if (line.Count > 0)
        {
            turns.Enqueue(group);
        }
        else
        {
            groups.Remove(group);
            if (line.EnsureCapacity(0) <= LongestSpare)
            {
                spare = line;
            }
        }
        return true;
    }
}
