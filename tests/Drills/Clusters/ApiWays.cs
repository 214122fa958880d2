using System.Globalization;
using ControlPlanes.Certificates;
using ControlPlanes.Processes;
using Drills.Wires;

namespace Drills.Clusters;

/// <summary>The ways of the operator's processes to the API server: each has a wire of its own to a gate that they share.</summary>
internal sealed class ApiWays : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, Wire> wires;

    private ApiWays(Gate gate, IReadOnlyDictionary<string, Wire> wires) => (Gate, this.wires) = (gate, wires);

    public Gate Gate { get; }

    /// <summary>Lays them.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="authority">The cluster's.</param>
    /// <param name="processes">The names of the processes.</param>
    public static async Task<ApiWays> LayAsync(Uri server, CertificateAuthority authority, IReadOnlyList<string> processes)
    {
        var ports = FreePorts.Take(2 * processes.Count);
        var gate = await Gate.OpenAsync(server, authority.Server(), processes.Select((name, i) => (name, i)).ToDictionary(p => ports[p.i], p => p.name));
        return new(gate, processes.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => Wire.Lay(ports[processes.Count + p.i], ports[p.i]), StringComparer.Ordinal));
    }

    /// <summary>Where a process finds the API server.</summary>
    public string AddressFor(string process) => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{wires[process].Port}");

    /// <summary>Does something with every wire.</summary>
    public void Each(Action<Wire> act)
    {
        foreach (var wire in wires.Values)
            act(wire);
    }

    public async ValueTask DisposeAsync()
    {
        Each(w => w.Dispose());
        await Gate.DisposeAsync();
    }
}
