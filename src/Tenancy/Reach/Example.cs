using System.Text;

namespace Tenancy.Reach;

/// <summary>One connection of a set, for people to read.</summary>
internal static class Example
{
    /// <summary>A connection with a pod: <c>TCP port 1 from a pod of a namespace without label tenantoperator.io/tenant</c>.</summary>
    public static string WithPod(Connections connections, Direction direction) =>
        $"{Port(connections)} {Preposition(direction)} a pod{With(connections, Aspect.PeerPod)} of {Namespace(connections)}{Subject(connections, direction)}";

    /// <summary>A connection with an address.</summary>
    public static string WithAddress(Connections connections, Direction direction) =>
        $"{Port(connections)} {Preposition(direction)} {Addresses.Text(((NumberSet)connections[Dimension.Address]).Lowest)}{Subject(connections, direction)}";

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
        var text = new StringBuilder();
        foreach (var (dimension, values) in connections.Limits.OrderBy(l => l.Key.Key, StringComparer.Ordinal))
        {
            if (dimension.Of != aspect)
                continue;
            text.Append(text.Length == 0 ? " " : ", ");
            text.Append(((LabelValues)values).Sample() is { } value ? $"with {dimension.Key}={value}" : $"without {dimension.Key}");
        }
        return text.ToString();
    }
}
