namespace OperatorRuntime;

/// <summary>Clears up after an entity that is being deleted, before it disappears.</summary>
public interface IEntityFinalizer
{
    /// <summary>The name in <c>metadata.finalizers</c>, such as <c>tenantoperator.io/namespaces</c>.</summary>
    string Identifier { get; }

    /// <summary>Idempotent. Only <see cref="ReconciliationResult.Success"/> lets the entity go.</summary>
    Task<ReconciliationResult> FinalizeAsync(NamespacedName key, CancellationToken cancellation);
}
