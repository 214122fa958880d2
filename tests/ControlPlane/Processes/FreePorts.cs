using System.Net;
using System.Net.Sockets;

namespace ControlPlanes.Processes;

/// <summary>Ports of the loopback interface that nobody listens on.</summary>
public static class FreePorts
{
    // Below those that Linux gives to connections that go out (32768 and up), of which a test run makes thousands: what the system itself would pick
    // here is as likely as not a connection's by the time that somebody listens on it. Below the node ports as well.
    private const int Lowest = 10_000;
    private const int Highest = 29_999;

    /// <summary>
    /// Ports at random, so that two who take at the same time hardly take the same. Between this call and the listener's start another process
    /// could still take one: whoever starts a listener must be able to fail with the reason.
    /// </summary>
    public static int[] Take(int count)
    {
        HashSet<int> taken = [];
        while (taken.Count < count)
        {
            var port = Random.Shared.Next(Lowest, Highest + 1);
            if (IsFree(port))
                taken.Add(port);
        }
        return [.. taken];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
