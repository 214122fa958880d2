namespace OperatorRuntime;

/// <summary>Makes the cluster agree with one entity. Called for a key whenever something about it may have changed, never twice at a time for one key.</summary>
public interface IEntityController
{
    /// <summary>
    /// Reads what should be and what is, and writes the difference. The entity may be gone. An exception is logged and the key is retried with back-off.
    /// </summary>
    Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation);
}
