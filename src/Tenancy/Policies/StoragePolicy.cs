using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>What volume claims may be, compiled.</summary>
public sealed class StoragePolicy(StorageSpec spec)
{
    /// <summary>Classes that may be named; unset: any.</summary>
    public PatternList Classes { get; } = PatternList.AnyWhenUnset(spec.Classes?.Allowed, Pattern.Path);

    /// <summary>The class of claims that name none; null when they stay without.</summary>
    public string? DefaultClass { get; } = spec.Classes?.Default;

    /// <summary>Volume attributes classes that may be named; unset: none.</summary>
    public PatternList AttributesClasses { get; } = PatternList.NoneWhenUnset(spec.AttributesClasses, Pattern.Path);

    /// <summary>Whether a class may keep the volume when the claim is gone.</summary>
    public bool AllowRetain { get; } = spec.AllowRetain ?? false;
}
