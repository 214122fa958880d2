using ControlPlanes.Certificates;

namespace ControlPlanes;

/// <summary>A cluster that answers, wherever it came from.</summary>
internal interface IRunningCluster
{
    /// <summary>Kubeconfig of a platform admin.</summary>
    string KubeconfigPath { get; }

    /// <summary>Where it came from, for people: a sentence without a full stop.</summary>
    string Origin { get; }

    /// <summary>A client certificate that this cluster takes for this user with these groups.</summary>
    Task<PemPair> ClientCertificateAsync(string user, IReadOnlyList<string> groups, CancellationToken cancel);

    /// <summary>Stops what was started for it, and nothing else.</summary>
    Task StopAsync();
}
