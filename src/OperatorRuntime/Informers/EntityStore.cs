using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace OperatorRuntime;

/// <summary>
/// What an informer knows. One writer (the informer's loop) publishes immutable snapshots; readers take no lock and see objects
/// and indexes that agree. Two reads may see two snapshots: who needs several answers that agree reads <see cref="Current"/> once.
/// </summary>
/// <remarks>
/// Snapshots are immutable search trees that share all but a path with their predecessor, so a change costs O(log n) time and
/// memory whatever the size of the store; a batch of changes (a relist) is built in place and published once.
/// </remarks>
public sealed class EntityStore<T>
{
    private volatile EntitySnapshot<T> current =
        new(ImmutableDictionary<NamespacedName, Entity<T>>.Empty, ImmutableDictionary<string, EntityIndex<T>>.Empty);

    public EntitySnapshot<T> Current => current;

    public int Count => current.Count;

    public IEnumerable<Entity<T>> All => current.All;

    public bool TryGet(NamespacedName key, [NotNullWhen(true)] out Entity<T>? entity) => current.TryGet(key, out entity);

    /// <inheritdoc cref="EntitySnapshot{T}.Find"/>
    public IEnumerable<Entity<T>> Find(string index, string value) => current.Find(index, value);

    /// <summary>Adds an index. Only before the informer runs.</summary>
    /// <param name="name">What <see cref="Find"/> asks for.</param>
    /// <param name="valuesOf">The values an object is filed under, without duplicates. Called by the informer's loop; must not throw.</param>
    public void AddIndex(string name, Func<Entity<T>, IEnumerable<string>> valuesOf)
    {
        var snapshot = current;
        if (snapshot.Count > 0)
        {
            throw new InvalidOperationException($"index '{name}' must be added before the informer runs");
        }
        var index = new EntityIndex<T>(valuesOf, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>.Empty);
        current = new EntitySnapshot<T>(snapshot.Entities, snapshot.Indexes.Add(name, index));
    }

    /// <summary>Publishes changes together.</summary>
    internal void Apply(IReadOnlyList<EntityChange<T>> changes)
    {
        var snapshot = current;
        var entities = snapshot.Entities.ToBuilder();
        var indexes = snapshot.Indexes.ToDictionary(index => index.Key, index => index.Value.ToBuilder(), StringComparer.Ordinal);
        foreach (var change in changes)
        {
            // What the index has filed is the stored state; the last state that a deletion tells may be newer.
            var stored = entities.GetValueOrDefault(change.Key);
            if (change.New is { } next)
            {
                entities[next.Key] = next;
            }
            else
            {
                entities.Remove(change.Key);
            }
            foreach (var index in indexes.Values)
            {
                index.Replace(stored, change.New);
            }
        }
        current = new EntitySnapshot<T>(entities.ToImmutable(),
            indexes.ToImmutableDictionary(index => index.Key, index => index.Value.Build(), StringComparer.Ordinal));
    }
}
