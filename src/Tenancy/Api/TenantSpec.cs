using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What a tenant is given and held to.</summary>
public sealed record TenantSpec : PolicySections
{
    /// <summary>The TenantClass whose policy is the base. Unset: the default class, if there is one.</summary>
    [StringLength(63, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string? ClassName { get; init; }

    /// <summary>One line on what the tenant is.</summary>
    [StringLength(256)]
    public string? Description { get; init; }

    /// <summary>Whom members turn to when something is refused; told in every denial.</summary>
    [StringLength(256)]
    public string? Contact { get; init; }

    /// <summary>Whether the tenant's people may only read: what runs goes on. Unset: false.</summary>
    public bool? Suspended { get; init; }

    /// <summary>Whether the Tenant cannot be deleted while it has namespaces. Unset: true.</summary>
    public bool? DeletionProtection { get; init; }

    /// <summary>Who administers the tenant: they hold the owner role in each of its namespaces.</summary>
    [Required, Items(Min = 1, Max = 64)]
    public IReadOnlyList<Subject> Owners { get; init => field = value ?? []; } = [];

    /// <summary>Further role bindings, in all of the tenant's namespaces or in those that a selector picks.</summary>
    [Items(Max = 64)]
    public IReadOnlyList<Member>? Members { get; init; }
}
