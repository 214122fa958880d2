using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Webhooks.Serving;

/// <summary>A connection as <see cref="ConnectionLimit"/> sees it; a feature of the connection, so that answers find it.</summary>
internal sealed class Guest
{
    private readonly ConnectionLimit limit;
    private readonly ConnectionContext connection;
    private volatile bool isKnown;
    private long lastUse;

    public Guest(ConnectionLimit limit, ConnectionContext connection)
    {
        (this.limit, this.connection, lastUse) = (limit, connection, limit.Time.GetTimestamp());
        Place = new(this);
    }

    /// <summary>Its place in one of the limit's lists.</summary>
    public LinkedListNode<Guest> Place { get; }

    /// <summary>Whether it has been of use.</summary>
    public bool IsKnown => isKnown;

    /// <summary>When it was of use last; until it was, when it came.</summary>
    public long LastUse => Volatile.Read(ref lastUse);

    /// <summary>It has been of use.</summary>
    public void Used()
    {
        Volatile.Write(ref lastUse, limit.Time.GetTimestamp());
        if (isKnown)
            return;
        isKnown = true;
        limit.GetToKnow(this);
    }

    /// <summary>Closes it: at once if it was of no use yet, else after what is under way on it.</summary>
    public void Leave()
    {
        if (isKnown && connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime)
            lifetime.RequestClose();
        else
            connection.Abort(new ConnectionAbortedException("The connection was of no use."));
    }
}
