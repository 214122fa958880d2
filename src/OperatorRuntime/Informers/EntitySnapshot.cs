using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace OperatorRuntime;

/// <summary>The state of a store at one moment: objects and indexes agree with each other and never change.</summary>
public sealed class EntitySnapshot<T>
{
    private readonly ImmutableDictionary<NamespacedName, Entity<T>> entities;
    private readonly ImmutableDictionary<string, EntityIndex<T>> indexes;

    internal EntitySnapshot(ImmutableDictionary<NamespacedName, Entity<T>> entities, ImmutableDictionary<string, EntityIndex<T>> indexes)
    {
        this.entities = entities;
        this.indexes = indexes;
    }

    public int Count => entities.Count;

    /// <summary>All objects, in no particular order.</summary>
    public IEnumerable<Entity<T>> All => entities.Values;

    public bool TryGet(NamespacedName key, [NotNullWhen(true)] out Entity<T>? entity) => entities.TryGetValue(key, out entity);

    /// <summary>The objects that the named index files under <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">No such index was added.</exception>
    public IEnumerable<Entity<T>> Find(string index, string value)
    {
        if (!indexes.TryGetValue(index, out var found))
        {
            throw new ArgumentException($"the store has no index '{index}'", nameof(index));
        }
        return found.Keys(value).Select(key => entities[key]);
    }

    internal ImmutableDictionary<NamespacedName, Entity<T>> Entities => entities;

    internal ImmutableDictionary<string, EntityIndex<T>> Indexes => indexes;
}
