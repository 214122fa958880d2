namespace ControlPlanes.Ways;

/// <summary>K3s in Docker, by Testcontainers.</summary>
internal sealed class K3sInDocker : IWay
{
    public string Name => "Docker";

    public Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel) => Task.FromResult(Attempt.Skipped("not yet"));
}
