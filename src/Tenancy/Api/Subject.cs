using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A user, group or service account, as RBAC names them.</summary>
public sealed record Subject
{
    /// <summary>User, Group or ServiceAccount.</summary>
    [Required]
    public SubjectKind Kind { get; init; }

    /// <summary>The name as the API server knows it after authentication.</summary>
    [Required, StringLength(253, MinimumLength = 1)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The service account's namespace; for no other kind.</summary>
    [StringLength(63), RegularExpression(Patterns.DnsLabel)]
    public string? Namespace { get; init; }
}
