using System.Net;
using System.Net.Sockets;

namespace ControlPlanes.Processes;

/// <summary>Ports of the loopback interface that nobody listens on.</summary>
public static class FreePorts
{
    /// <summary>
    /// Takes them all before it gives any back, so that they differ. Between this call and the listener's start another process
    /// could take one: whoever starts a listener must be able to fail with the reason.
    /// </summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
