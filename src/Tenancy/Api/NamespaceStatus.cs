using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>The state of one namespace of a tenant.</summary>
public sealed record NamespaceStatus
{
    /// <summary>The namespace's full name.</summary>
    [Required]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Active or Terminating.</summary>
    public string? Phase { get; init; }

    /// <summary>Whether everything stands in it that must.</summary>
    public bool Ready { get; init; }

    /// <summary>How it came to the tenant.</summary>
    public NamespaceOrigin Origin { get; init; }

    /// <summary>How many of its stored objects would be refused if they were written anew. Unset: none, or not looked at yet.</summary>
    public int? Violations { get; init; }
}
