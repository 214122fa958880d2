using Tenancy.Api;

namespace Tenancy.Policies;

/// <summary>Which of the <see cref="GuardedKinds"/> a tenant may write, compiled.</summary>
public sealed class ResourcesPolicy(ResourcesSpec spec)
{
    /// <summary>As <c>plural.group</c>; <c>*</c> stands for what is between two dots.</summary>
    public PatternList Allowed { get; } = PatternList.NoneWhenUnset(spec.Allowed, Pattern.Dns);
}
