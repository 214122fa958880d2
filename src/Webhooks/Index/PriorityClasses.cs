namespace Webhooks.Index;

/// <summary>The cluster's PriorityClasses as far as they are defaults.</summary>
internal sealed class PriorityClasses
{
    private readonly Lock writing = new();
    private readonly Dictionary<string, long> defaults = new(StringComparer.Ordinal);
    private volatile string? effective;

    /// <summary>The class of pods that name none, or null.</summary>
    public string? Default => effective;

    public void Put(string name, bool isDefault, long value)
    {
        lock (writing)
        {
            if (isDefault)
                defaults[name] = value;
            else
                defaults.Remove(name);
            Choose();
        }
    }

    public void Remove(string name)
    {
        lock (writing)
        {
            defaults.Remove(name);
            Choose();
        }
    }

    // Of several, which only a race can make, the API server takes the one with the lowest value (plugin/pkg/admission/priority).
    private void Choose() => effective = defaults.OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault().Key;
}
