namespace Tenancy.Audit;

/// <summary>An object that breaks a rule.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid, by which <c>kubectl describe</c> finds its events.</param>
public sealed record Example(AuditedKind Kind, string Namespace, string Name, string? Uid)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Kind}/{Namespace}/{Name}";
}
