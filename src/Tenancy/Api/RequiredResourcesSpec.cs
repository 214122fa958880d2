using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>What every container must say of its resources.</summary>
public sealed record RequiredResourcesSpec
{
    /// <summary>Resources that must be requested. Unset: none; limit ranges fill in what is left out.</summary>
    [Items(Max = 16), StringLength(317, MinimumLength = 1)]
    public IReadOnlyList<string>? Requests { get; init; }

    /// <summary>Resources that must be limited. Unset: none.</summary>
    [Items(Max = 16), StringLength(317, MinimumLength = 1)]
    public IReadOnlyList<string>? Limits { get; init; }
}
