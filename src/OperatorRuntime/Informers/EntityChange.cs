namespace OperatorRuntime;

/// <summary>A change of a store, told after the store shows it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Old">The state before; null for an addition. For a deletion the last known state.</param>
/// <param name="New">The state now; null for a deletion.</param>
/// <param name="Initial">The object was there already when the informer, or the subscriber, started: not news, and not urgent.</param>
public readonly record struct EntityChange<T>(EntityChangeKind Kind, Entity<T>? Old, Entity<T>? New, bool Initial)
{
    public NamespacedName Key => (New ?? Old)!.Key;
}
