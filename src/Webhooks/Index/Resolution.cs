using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Index;

/// <summary>The policy that a request is held to with what is known of the cluster, or the refusal of a request that cannot be decided now.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Resolution
{
    public Resolution(TenantPolicy policy, IClusterFacts facts) => (Policy, Facts) = (policy, facts);

    public Resolution(Denial denial) => Denial = denial;

    public TenantPolicy? Policy { get; }

    public IClusterFacts? Facts { get; }

    public Denial? Denial { get; }

    /// <summary>Whether there is a policy.</summary>
    [MemberNotNullWhen(true, nameof(Policy), nameof(Facts))]
    [MemberNotNullWhen(false, nameof(Denial))]
    public bool IsKnown => Policy is not null;
}
