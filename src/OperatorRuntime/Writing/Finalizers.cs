namespace OperatorRuntime;

/// <summary>Adds and removes one finalizer, leaving those of others alone. Idempotent.</summary>
public sealed class Finalizers(KubeTransport transport)
{
    internal KubeTransport Transport => transport;

    /// <summary>Adds it unless it is there. Before the first side effect.</summary>
    /// <returns>Whether it was added now.</returns>
    /// <exception cref="ApiException">NotFound when the entity is gone; otherwise what the API server said.</exception>
    public Task<bool> AddAsync(ResourceType type, NamespacedName key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Removes it if it is there. Last.</summary>
    /// <returns>Whether it was removed now; false too when the entity is gone.</returns>
    public Task<bool> RemoveAsync(ResourceType type, NamespacedName key, string finalizer, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
