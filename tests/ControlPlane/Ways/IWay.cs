namespace ControlPlanes.Ways;

/// <summary>One way to come to a control plane.</summary>
internal interface IWay
{
    /// <summary>The way's name, for people and for the folder's memory of which way it took.</summary>
    string Name { get; }

    /// <summary>Tries it. State goes below the folder; a second call there finds what the first one started.</summary>
    Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel);
}
