using ControlPlanes.Processes;

namespace ControlPlanes.Local;

/// <summary>The loopback ports of one control plane, kept in a file so that a process that died can be started again in its place.</summary>
public sealed record Ports(int Etcd, int EtcdPeer, int ApiServer, int ControllerManager)
{
    /// <summary>Reads the ports from the file, or takes free ones and writes them there.</summary>
    public static Ports In(string file)
    {
        int[] ports = PortFile.Read(file, count: 4);
        return new Ports(ports[0], ports[1], ports[2], ports[3]);
    }
}
