using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>Custom resources of the tenant that make an operator of the platform act with its own rights.</summary>
public sealed record ResourcesSpec
{
    /// <summary>Which of the guarded ones may be written, as <c>plural.group</c>, such as <c>issuers.cert-manager.io</c>. Unset or []: none.</summary>
    [Items(Max = 64), StringLength(317, MinimumLength = 1)]
    public IReadOnlyList<string>? Allowed { get; init; }
}
