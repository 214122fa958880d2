using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>The part of Kubernetes' ObjectMeta that a Tenant's logic reads.</summary>
public sealed record ObjectMeta
{
    /// <summary>The tenant's name: a DNS label of at most 40 characters, since names and label values are built from it.</summary>
    [StringLength(40, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Unique in time and space; set by the API server.</summary>
    public string? Uid { get; init; }

    /// <summary>Opaque version for optimistic concurrency; set by the API server.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Counts changes of the spec; set by the API server.</summary>
    public long Generation { get; init; }

    /// <summary>When the object was created; set by the API server.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set by the API server once deletion was asked for; the object then waits for its finalizers.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Who must finish before the object can go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
