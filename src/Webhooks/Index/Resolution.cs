using System.Runtime.InteropServices;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Index;

/// <summary>The policy that a request is held to, or the refusal of a request for which there is none now.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Resolution(TenantPolicy? Policy, Denial? Denial)
{
    public static implicit operator Resolution(TenantPolicy policy) => new(policy, Denial: null);

    public static implicit operator Resolution(Denial denial) => new(Policy: null, denial);
}
