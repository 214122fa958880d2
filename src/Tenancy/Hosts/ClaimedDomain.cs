using System.Collections.Immutable;

namespace Tenancy.Hosts;

/// <summary>All claims that a domain has a part in, each set with the oldest first.</summary>
/// <param name="Name">On the domain's very name.</param>
/// <param name="Wildcard">On <c>*.</c> and the domain.</param>
/// <param name="Below">On names that have one label before the domain: what its wildcard covers.</param>
internal sealed record ClaimedDomain(ImmutableSortedSet<HostClaim> Name, ImmutableSortedSet<HostClaim> Wildcard, ImmutableSortedSet<HostClaim> Below)
{
    private static readonly ImmutableSortedSet<HostClaim> None = ImmutableSortedSet.Create<HostClaim>(OlderFirst.Order);

    public static ClaimedDomain Unclaimed { get; } = new(None, None, None);

    public bool IsUnclaimed => Name.IsEmpty && Wildcard.IsEmpty && Below.IsEmpty;
}
