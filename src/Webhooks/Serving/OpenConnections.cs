using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Webhooks.Serving;

/// <summary>The connections that clients have to the webhooks.</summary>
public sealed class OpenConnections
{
    private readonly ConcurrentDictionary<string, IConnectionLifetimeNotificationFeature> open = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => open.Count;

    /// <summary>
    /// Ends them one after the other within a time: each after the answer that is under way on it, if there is one. Not all at once, and not while the process ends: a call that comes on
    /// an idle connection in the very moment it is closed is lost, and a process that is busy with its end makes a long moment of it.
    /// </summary>
    public async Task EndAsync(TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = open.Values.ToArray();
        foreach (var connection in all)
        {
            connection.RequestClose();
            await Task.Delay(within / all.Length, time, cancellationToken);
        }
    }

    /// <summary>Counts a connection while it lasts.</summary>
    internal async Task CountAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime)
            open[connection.ConnectionId] = lifetime;
        try
        {
            await next(connection);
        }
        finally
        {
            open.TryRemove(connection.ConnectionId, out _);
        }
    }
}
