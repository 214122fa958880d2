namespace Tenancy.Reach;

/// <summary>
/// Decides whether a set of connections lies in the union of others, by looking for a connection in it that none of them holds: for each of
/// them at least one dimension has a value that it has not. Exact; the search is a constraint solver's, with unit propagation.
/// </summary>
internal static class Containment
{
    /// <summary>
    /// Connections of the set that none of the others holds, null when there are none. Means nothing once <paramref name="effort"/> is spent.
    /// </summary>
    public static Connections? Beyond(Connections set, IReadOnlyList<Connections> cover, Effort effort) => set.IsEmpty ? null : Search(set, cover, effort);

    // As deep as there are sets in the cover, and each level looks at all that are left: the effort bounds the depth to its square root.
    private static Connections? Search(Connections candidates, IReadOnlyList<Connections> cover, Effort effort)
    {
        if (Narrow(candidates, cover, effort) is not { } narrowed)
            return null;
        (candidates, var open) = narrowed;
        if (open.Count == 0 || effort.IsSpent)
            return candidates;
        var rest = open[1..];
        foreach (var (dimension, values) in open[0].Limits)
        {
            var outside = candidates[dimension].Less(values);
            if (!outside.IsEmpty && Search(candidates.With(dimension, outside), rest, effort) is { } found)
                return found;
            // What lies outside in this dimension has been searched; what is left lies inside.
            effort.Spend(candidates.Limits.Count);
            candidates = candidates.With(dimension, values);
        }
        return null;
    }

    /// <summary>
    /// Leaves out of the candidates what can be told without choosing: where one dimension alone is left to escape a set by, it must.
    /// Null when there is a set that holds all candidates; else the candidates and the sets that hold some of them.
    /// </summary>
    private static (Connections Candidates, List<Connections> Open)? Narrow(Connections candidates, IReadOnlyList<Connections> cover, Effort effort)
    {
        for (var settled = false; !settled;)
        {
            settled = true;
            var open = new List<Connections>();
            foreach (var set in cover)
            {
                if (effort.IsSpent)
                    return (candidates, open);
                var (ways, dimension) = WaysOut(candidates, set, effort);
                if (ways == 0)
                    return null;
                if (ways > 1)
                    open.Add(set);
                else if (ways == 1)
                {
                    effort.Spend(candidates.Limits.Count);
                    (candidates, settled) = (candidates.With(dimension, candidates[dimension].Less(set[dimension])), false);
                }
            }
            cover = open;
        }
        return (candidates, (List<Connections>)cover);
    }

    /// <summary>In how many dimensions some candidates are outside of the set, and one of these; -1 when all are outside in one.</summary>
    private static (int Ways, Dimension Dimension) WaysOut(Connections candidates, Connections set, Effort effort)
    {
        var ways = 0;
        Dimension way = default;
        effort.Spend(1);
        foreach (var (dimension, values) in set.Limits)
        {
            var possible = candidates[dimension];
            effort.Spend(1 + possible.Size + values.Size);
            if (possible.And(values).IsEmpty)
                return (-1, dimension);
            if (!possible.Less(values).IsEmpty)
                (ways, way) = (ways + 1, dimension);
        }
        return (ways, way);
    }
}
