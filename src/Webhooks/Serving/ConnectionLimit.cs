using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Serving;

/// <summary>
/// How many connections a port has at most. Beyond that the newcomer stays and another goes: whoever has been there longest without being of use; only when three quarters
/// have been, the one of them that has not been for longest. To turn the newcomer away, as Kestrel's own limit does, would let anybody who reaches the port keep API servers
/// and probes out of it by just being there.
/// </summary>
public sealed class ConnectionLimit
{
    private readonly Lock gate = new();
    private readonly LinkedList<Guest> strangers = new();
    private readonly LinkedList<Guest> known = new();
    private readonly TimeSpan patience;
    private long ended;

    /// <param name="most">How many connections there are at most.</param>
    /// <param name="patience">How long one may be there without being of use; <see cref="Timeout.InfiniteTimeSpan"/>: as long as the server's other limits let it.</param>
    /// <param name="time">The clock.</param>
    public ConnectionLimit(int most, TimeSpan patience, TimeProvider time) => (Most, this.patience, Time) = (most, patience, time);

    /// <summary>How many connections there are at most.</summary>
    public int Most { get; }

    /// <summary>How many there are, from the first byte of the handshake on.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return strangers.Count + known.Count;
        }
    }

    /// <summary>How many were ended, to make room or because they were of no use for too long.</summary>
    public long Ended => Interlocked.Read(ref ended);

    internal TimeProvider Time { get; }

    /// <summary>Says that a request on a connection was one that it is open for: it is not among the first to go any more.</summary>
    public static void WasOfUse(HttpContext http) => http.Features.Get<Guest>()?.Used();

    /// <summary>Holds a connection to the limit while it lasts. To be put before TLS: a handshake that is never ended takes as much as a connection.</summary>
    public async Task HoldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var guest = new Guest(this, connection);
        connection.Features.Set(guest);
        // By Kestrel's own beat, once a second: no timer for each.
        if (patience != Timeout.InfiniteTimeSpan)
            connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(Look, guest);
        Enter(guest)?.Leave();
        try
        {
            await next(connection);
        }
        finally
        {
            lock (gate)
                guest.Place.List?.Remove(guest.Place);
        }
    }

    internal void GetToKnow(Guest guest)
    {
        lock (gate)
        {
            // Who was told to go, or has gone, is in neither.
            if (guest.Place.List is null)
                return;
            strangers.Remove(guest.Place);
            known.AddLast(guest.Place);
        }
    }

    // Who has to go for it.
    private Guest? Enter(Guest guest)
    {
        lock (gate)
        {
            strangers.AddLast(guest.Place);
            if (strangers.Count + known.Count <= Most)
                return null;
            // A quarter is the newcomers': with less of it one in a crowd would be gone before it has shaken hands.
            var leaving = known.Count > Most * 3 / 4 ? known.MinBy(g => g.LastUse)! : strangers.First!.Value;
            leaving.Place.List!.Remove(leaving.Place);
            ended++;
            return leaving;
        }
    }

    private void Look(object state)
    {
        var guest = (Guest)state;
        if (guest.IsKnown || Time.GetElapsedTime(guest.LastUse) < patience)
            return;
        lock (gate)
        {
            if (guest.IsKnown || guest.Place.List is not { } list)
                return;
            list.Remove(guest.Place);
            ended++;
        }
        guest.Leave();
    }
}
