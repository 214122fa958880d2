namespace OperatorRuntime;

/// <summary>Clears up after an entity that is being deleted, before it disappears.</summary>
public interface IEntityFinalizer
{
    /// <summary>The name in <c>metadata.finalizers</c>, such as <c>tenantoperator.io/namespaces</c>.</summary>
    string Identifier { get; }

    /// <summary>Does what is left to do now; called again whenever the entity's key is. Idempotent.</summary>
    /// <returns>Whether everything is cleared up, so that the entity may go.</returns>
    Task<bool> FinalizeAsync(NamespacedName key, CancellationToken cancellation);
}
