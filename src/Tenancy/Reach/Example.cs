namespace Tenancy.Reach;

/// <summary>One connection of a set, for people to read.</summary>
internal static class Example
{
    // Nobody reads more; a selector can have thousands.
    private const int MostLabels = 4;

    // What a message costs, in comparisons.
    private const int Text = 50;

    /// <summary>A connection with a pod; null when <paramref name="effort"/> does not suffice: <c>TCP port 1 from a pod of another namespace (no tenantoperator.io/tenant)</c>.</summary>
    public static string? WithPod(Connections connections, Direction direction, Effort effort) => !IsAffordable(connections, effort) ? null :
        $"{Port(connections)} {Preposition(direction)} a pod{With(connections, Aspect.PeerPod)} of {Namespace(connections)}{Subject(connections, direction)}";

    /// <summary>A connection with an address.</summary>
    public static string? WithAddress(Connections connections, Direction direction, Effort effort) => !IsAffordable(connections, effort) ? null :
        $"{Port(connections)} {Preposition(direction)} {Addresses.Text(((NumberSet)connections[Dimension.Address]).Lowest)}{Subject(connections, direction)}";

    private static bool IsAffordable(Connections connections, Effort effort)
    {
        effort.Spend(Text + connections.Limits.Values.Sum(values => 1 + values.Size));
        return !effort.IsSpent;
    }

    private static string Preposition(Direction direction) => direction == Direction.Ingress ? "from" : "to";

    private static string Port(Connections connections) => Ports.Text(((NumberSet)connections[Dimension.Port]).Lowest);

    private static string Namespace(Connections connections) =>
        connections.Limits.GetValueOrDefault(Dimension.Place) is LabelValues place && place.Less(Place.Here).IsEmpty
            ? "this namespace"
            : $"another namespace{With(connections, Aspect.PeerNamespace)}";

    private static string Subject(Connections connections, Direction direction) =>
        With(connections, Aspect.Subject) is { Length: > 0 } labels ? $" {(direction == Direction.Ingress ? "to" : "from")} a pod{labels}" : "";

    private static string With(Connections connections, Aspect aspect)
    {
        var labels = connections.Limits.Where(l => l.Key.Of == aspect).OrderBy(l => l.Key.Key, StringComparer.Ordinal).Take(MostLabels)
            .Select(l => ((LabelValues)l.Value).Sample() is { } value ? $"{l.Key.Key}={value}" : $"no {l.Key.Key}");
        return string.Join(", ", labels) is { Length: > 0 } text ? $" ({text})" : "";
    }
}
