using System.Globalization;
using ControlPlanes.Processes;

namespace ControlPlanes.Local;

/// <summary>The loopback ports of one control plane, kept in a file so that a process that died can be started again in its place.</summary>
public sealed record Ports(int Etcd, int EtcdPeer, int ApiServer, int ControllerManager)
{
    /// <summary>Reads the ports from the file, or takes free ones and writes them there.</summary>
    public static Ports In(string file)
    {
        if (File.Exists(file))
        {
            int[] kept = [.. File.ReadAllText(file).Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
            return new Ports(kept[0], kept[1], kept[2], kept[3]);
        }

        int[] free = FreePorts.Take(4);
        File.WriteAllText(file + ".new", string.Join(' ', free));
        File.Move(file + ".new", file);
        return new Ports(free[0], free[1], free[2], free[3]);
    }
}
