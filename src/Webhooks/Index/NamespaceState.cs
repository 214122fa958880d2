namespace Webhooks.Index;

/// <summary>What a live read told of a namespace.</summary>
/// <param name="Exists">Whether it exists.</param>
/// <param name="Tenant">Its tenant label, or null when it has none.</param>
internal sealed record NamespaceState(bool Exists, string? Tenant)
{
    /// <summary>There is no such namespace.</summary>
    public static NamespaceState Missing { get; } = new(Exists: false, Tenant: null);
}
