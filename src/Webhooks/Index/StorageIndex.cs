using System.Collections.Concurrent;
using Tenancy.Isolation;

namespace Webhooks.Index;

/// <summary>The cluster's storage classes and volumes, of each a few words: ten thousand volumes are some megabytes.</summary>
internal sealed class StorageIndex : IStorageFacts
{
    private readonly Lock writing = new();
    private readonly ConcurrentDictionary<string, ClassRecord> classes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VolumeFact> volumes = new(StringComparer.Ordinal);
    private volatile string? defaultClass;

    public string? DefaultClass => defaultClass;

    public StorageClassFact? Class(string name) => classes.GetValueOrDefault(name)?.Fact;

    public VolumeFact? Volume(string name) => volumes.GetValueOrDefault(name);

    internal void PutClass(string name, ClassRecord record)
    {
        lock (writing)
        {
            classes[name] = record;
            ChooseDefault();
        }
    }

    internal void RemoveClass(string name)
    {
        lock (writing)
        {
            classes.TryRemove(name, out _);
            ChooseDefault();
        }
    }

    internal void PutVolume(string name, VolumeFact volume) => volumes[name] = volume;

    internal void RemoveVolume(string name) => volumes.TryRemove(name, out _);

    // Of several the API server takes the youngest, and of equally young ones the first by name (since 1.26; before, it refuses the claim).
    private void ChooseDefault() => defaultClass = classes.Where(c => c.Value.IsDefault)
        .OrderByDescending(c => c.Value.Created).ThenBy(c => c.Key, StringComparer.Ordinal).FirstOrDefault().Key;

    /// <summary>A StorageClass as the index keeps it.</summary>
    internal sealed record ClassRecord(StorageClassFact Fact, bool IsDefault, DateTimeOffset Created);
}
