namespace ControlPlanes.Installation;

/// <summary>How many processes an installation has.</summary>
/// <param name="Controllers">One leads, the others stand by.</param>
/// <param name="Webhooks">All answer.</param>
public sealed record InstallationOptions(int Controllers = 1, int Webhooks = 2)
{
    /// <summary>Values of the chart beside its defaults, as <c>helm --set</c> takes them.</summary>
    public IReadOnlyList<string> ChartValues { get; init; } = [];

    /// <summary>The executable to run; null for the debug build, or what <c>OPERATOR</c> names.</summary>
    public string? Executable { get; init; }

    /// <summary>
    /// Whether each process sees of this machine what it would see in its container, and finds the API server by its service account as in a pod (<see cref="PodSandbox"/>), where this machine can
    /// do that. Otherwise paths and a kubeconfig stand in for mounts. A process so started has no other address of the API server.
    /// </summary>
    public bool AsInPods { get; init; }

    /// <summary>
    /// Where the process of a name, such as <c>controller-1</c>, finds the API server; null for the API server's own address. Who answers there has a certificate of the
    /// cluster's authority for 127.0.0.1.
    /// </summary>
    public Func<string, string>? ApiServerFor { get; init; }
}
