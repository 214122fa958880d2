namespace OperatorRuntime;

/// <summary>A cached object: its identity and a small projection of it, never the object itself.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Uid">Tells an object from its successor of the same name.</param>
/// <param name="ResourceVersion">Of the state that <paramref name="Value"/> was made from.</param>
/// <param name="Value">What the informer's projection kept.</param>
public sealed record Entity<T>(NamespacedName Key, string Uid, string ResourceVersion, T Value);
