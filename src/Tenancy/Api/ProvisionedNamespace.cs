using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A namespace that the operator makes and keeps.</summary>
public sealed record ProvisionedNamespace
{
    /// <summary>The name without the tenant's prefix: <c>dev</c> becomes <c>acme-dev</c>.</summary>
    [Required, StringLength(61, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Labels for this namespace, over the tenant's own.</summary>
    [Items(Max = 64), StringLength(63)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations for this namespace, over the tenant's own.</summary>
    [Items(Max = 64), StringLength(16_384)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>What becomes of this namespace when it leaves the spec. Unset: as the tenant says.</summary>
    public DeletionPolicy? DeletionPolicy { get; init; }
}
