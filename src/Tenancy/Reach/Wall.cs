namespace Tenancy.Reach;

/// <summary>What the NetworkPolicies of a namespace let through in one direction.</summary>
internal sealed class Wall
{
    private readonly List<Connections> withPods = [];
    private readonly List<Connections> withAddresses = [];
    private readonly HashSet<string> namesLeftOut = new(StringComparer.Ordinal);
    private List<Connections> closed = [];

    /// <summary>Names of namespaces that peers are all but.</summary>
    public IReadOnlyCollection<string> NamesLeftOut => namesLeftOut;

    /// <summary>A policy is about these pods: what no policy opens is closed to them.</summary>
    public void Close(Connections subjects)
    {
        if (subjects.IsEverything)
            closed = [subjects];
        else if (closed is not [{ IsEverything: true }])
            closed.Add(subjects);
    }

    /// <summary>A rule of a policy about these pods.</summary>
    public void Open(Connections subjects, PolicyRule rule)
    {
        var limits = subjects.With(Dimension.Port, rule.Ports);
        withPods.AddRange(rule.Peers.Where(p => p.Pods is not null).Select(p => limits.And(p.Pods!)));
        foreach (var peer in rule.Peers)
            namesLeftOut.UnionWith(((LabelValues?)peer.Pods?[Neighbourhood.NameLabel])?.LeftOut ?? []);
        withAddresses.AddRange(rule.Peers.Where(p => p.Addresses is not null).Select(p => limits.And(p.Addresses!)));
    }

    /// <summary>
    /// Of connections with pods, some that the wall does not let through; null when it lets all through. Addresses open no way to a pod's label, nor
    /// labels to an address: whether a range of addresses holds pods differs between network plugins and from one day to the next.
    /// </summary>
    public Connections? BeyondWithPods(Connections connections, Effort effort) => Beyond(connections, withPods, effort);

    /// <summary>The same for connections with addresses.</summary>
    public Connections? BeyondWithAddresses(Connections connections, Effort effort) => Beyond(connections, withAddresses, effort);

    private Connections? Beyond(Connections connections, List<Connections> open, Effort effort)
    {
        // Pods that no policy is about are open to all and from all: a further policy can but close them.
        foreach (var subjects in closed)
        {
            if (Containment.Beyond(connections.And(subjects), open, effort) is { } found)
                return found;
        }
        return null;
    }
}
