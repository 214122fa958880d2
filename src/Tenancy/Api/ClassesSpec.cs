using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Classes that may be named, and the one that is filled in.</summary>
public sealed record ClassesSpec
{
    /// <summary>Filled in where none is named; one of the allowed.</summary>
    [StringLength(253, MinimumLength = 1)]
    public string? Default { get; init; }

    /// <summary>What may be named. Unset: any; []: none.</summary>
    [Items(Max = 64), StringLength(512, MinimumLength = 1)]
    public IReadOnlyList<string>? Allowed { get; init; }
}
