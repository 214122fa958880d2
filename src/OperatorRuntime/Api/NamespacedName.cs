namespace OperatorRuntime;

/// <summary>Names an object within its kind. <paramref name="Namespace"/> is empty for cluster-scoped objects.</summary>
public readonly record struct NamespacedName(string Namespace, string Name)
{
    /// <summary>The key of a cluster-scoped object.</summary>
    public static NamespacedName Cluster(string name) => new("", name);

    /// <summary>As kubectl writes it: <c>namespace/name</c>, or the name alone for a cluster-scoped object.</summary>
    public override string ToString() => string.IsNullOrEmpty(Namespace) ? Name : $"{Namespace}/{Name}";
}
