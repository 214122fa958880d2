namespace OperatorRuntime;

/// <summary>A cached object: its identity and a small projection of it, never the object itself.</summary>
/// <typeparam name="T">What the informer's projection kept.</typeparam>
public sealed record Entity<T>
{
    private readonly ObjectUid uid;

    /// <param name="key">Namespace and name.</param>
    /// <param name="uid">Tells an object from its successor of the same name.</param>
    /// <param name="resourceVersion">Of the state that <paramref name="value"/> was made from.</param>
    /// <param name="value">What the informer's projection kept.</param>
    public Entity(NamespacedName key, string uid, string resourceVersion, T value) =>
        (Key, this.uid, ResourceVersion, Value) = (key, new(uid), resourceVersion, value);

    /// <summary>Namespace and name.</summary>
    public NamespacedName Key { get; init; }

    /// <summary>Tells an object from its successor of the same name. Written anew each time that it is asked for.</summary>
    public string Uid
    {
        get => uid.ToString();
        init => uid = new(value);
    }

    /// <summary>Of the state that <see cref="Value"/> was made from.</summary>
    public string ResourceVersion { get; init; }

    /// <summary>What the informer's projection kept.</summary>
    public T Value { get; init; }

    /// <summary>Whether the other is a state of this very object, and not of a namesake.</summary>
    internal bool IsStateOfSame(Entity<T> other) => uid == other.uid;
}
