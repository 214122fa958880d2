using System.Collections.Immutable;

namespace OperatorRuntime;

/// <summary>Keys of objects by a value read from them, such as a label.</summary>
internal sealed class EntityIndex<T>(
    Func<Entity<T>, IEnumerable<string>> valuesOf, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>> keys)
{
    public ImmutableHashSet<NamespacedName> Keys(string value) => keys.GetValueOrDefault(value, ImmutableHashSet<NamespacedName>.Empty);

    public Builder ToBuilder() => new(valuesOf, keys.ToBuilder());

    public EntityIndex<T> Empty() => new(valuesOf, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>.Empty);

    internal sealed class Builder(
        Func<Entity<T>, IEnumerable<string>> valuesOf, ImmutableDictionary<string, ImmutableHashSet<NamespacedName>>.Builder keys)
    {
        public void Replace(Entity<T>? old, Entity<T>? next)
        {
            var before = old is null ? [] : valuesOf(old).ToArray();
            var after = next is null ? [] : valuesOf(next).ToArray();
            foreach (var value in before.Except(after, StringComparer.Ordinal))
            {
                Remove(value, old!.Key);
            }
            foreach (var value in after.Except(before, StringComparer.Ordinal))
            {
                keys[value] = keys.GetValueOrDefault(value, ImmutableHashSet<NamespacedName>.Empty).Add(next!.Key);
            }
        }

        public EntityIndex<T> Build() => new(valuesOf, keys.ToImmutable());

        private void Remove(string value, NamespacedName key)
        {
            var rest = keys[value].Remove(key);
            if (rest.IsEmpty)
            {
                keys.Remove(value);
            }
            else
            {
                keys[value] = rest;
            }
        }
    }
}
