using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A toleration, as in a pod.</summary>
public sealed record Toleration
{
    /// <summary>The taint's key. Empty with operator Exists: every taint.</summary>
    [StringLength(317)]
    public string? Key { get; init; }

    /// <summary>Equal or Exists. Unset: Equal.</summary>
    [AllowedValues("Equal", "Exists")]
    public string? Operator { get; init; }

    /// <summary>The taint's value, with operator Equal.</summary>
    [StringLength(63)]
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute. Unset: all.</summary>
    [AllowedValues("NoSchedule", "PreferNoSchedule", "NoExecute")]
    public string? Effect { get; init; }

    /// <summary>How long to stay after a NoExecute taint, in seconds. Unset: for ever.</summary>
    public long? TolerationSeconds { get; init; }
}
