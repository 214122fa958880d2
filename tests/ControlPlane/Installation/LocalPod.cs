using System.Globalization;
using ControlPlanes.Certificates;
using k8s;
using k8s.Models;

namespace ControlPlanes.Installation;

/// <summary>
/// A pod that is run on this machine, where no node is: what its manifest, as the API server has it, says of its one container, and the files that a kubelet would mount.
/// What the manifest says that nobody here understands is an error, so that nothing of it is left out in silence.
/// </summary>
/// <param name="Root">Below it lie the mounted files, by their paths in the container.</param>
/// <param name="Arguments">Of the image's entry point.</param>
/// <param name="Environment">Variables beside those of the image.</param>
/// <param name="Ports">What the container listens on, by name.</param>
/// <param name="Mounts">The paths of what is mounted.</param>
/// <param name="HasReadOnlyRoot">Whether the container may not write.</param>
/// <param name="Account">The service account; null when no token of it is mounted.</param>
internal sealed record LocalPod(
    string Root, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, int> Ports, IReadOnlyList<string> Mounts, bool HasReadOnlyRoot, string? Account)
{
    /// <summary>Where a service account's token, the API server's authority and the namespace are mounted.</summary>
    public const string Credentials = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Reads a pod's manifest, and lays its ConfigMaps out below a folder.</summary>
    public static async Task<LocalPod> LayOutAsync(Kubernetes client, V1PodSpec spec, string root, CancellationToken cancel)
    {
        var container = spec.Containers.Single();
        Need(spec.InitContainers is null or [], "init containers");
        Need(container.Command is null or [], "another command than the image's");
        Need(container.EnvFrom is null or [], "variables from elsewhere");
        // The API server's own admission adds the mount of the token to a pod, and says so in no template.
        var mounts = (container.VolumeMounts ?? []).Where(m => m.MountPath != Credentials).ToList();
        foreach (var mount in mounts)
            await MountAsync(client, mount, spec.Volumes.Single(v => v.Name == mount.Name), root, cancel);
        return new LocalPod(
            root,
            [.. container.Args ?? []],
            (container.Env ?? []).ToDictionary(v => v.Name, v => v.ValueFrom is null ? v.Value ?? "" : throw NotKnown($"the variable {v.Name}, whose value is elsewhere"), StringComparer.Ordinal),
            (container.Ports ?? []).ToDictionary(p => p.Name, p => p.ContainerPort, StringComparer.Ordinal),
            [.. mounts.Select(m => m.MountPath)],
            container.SecurityContext?.ReadOnlyRootFilesystem == true,
            await AccountAsync(client, spec, cancel));
    }

    /// <summary>Lays out what a pod reaches the API server with: a token that lives as long as a kubelet's, for no other account than the manifest's.</summary>
    public async Task MountCredentialsAsync(ControlPlane controlPlane, CancellationToken cancel)
    {
        if (Account is null)
            return;
        using var client = controlPlane.CreateClient();
        var request = new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = 3607 } };
        var token = await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(request, Account, Chart.Namespace, cancellationToken: cancel);
        Write(Credentials + "/token", token.Status.Token);
        Write(Credentials + "/ca.crt", controlPlane.CertificateAuthority);
        Write(Credentials + "/namespace", Chart.Namespace);
    }

    /// <summary>The arguments with ports of our own: other pods share this machine's.</summary>
    /// <param name="ports">The ports to listen on, by the names that the manifest gives them.</param>
    public IReadOnlyList<string> ArgumentsOn(IReadOnlyDictionary<string, int> ports)
    {
        var arguments = Arguments.ToArray();
        foreach (var (name, port) in Ports)
        {
            // A port that no argument names would be opened as the manifest has it, or not at all.
            int at = Array.FindIndex(arguments, a => a.EndsWith(string.Create(CultureInfo.InvariantCulture, $"port={port}"), StringComparison.Ordinal));
            if (at < 0)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no argument says that the container listens on {port} ({name}): {string.Join(' ', Arguments)}"));
            arguments[at] = arguments[at][..(arguments[at].LastIndexOf('=') + 1)] + ports[name].ToString(CultureInfo.InvariantCulture);
        }

        return arguments;
    }

    /// <summary>An argument that names a mounted file, with the path that it has on this machine.</summary>
    public string Here(string argument)
    {
        string path = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return Mounts.Any(m => path.StartsWith(m + "/", StringComparison.Ordinal)) ? argument[..^path.Length] + Root + path : argument;
    }

    private static async Task MountAsync(Kubernetes client, V1VolumeMount mount, V1Volume volume, string root, CancellationToken cancel)
    {
        Need(string.IsNullOrEmpty(mount.SubPath) && string.IsNullOrEmpty(mount.SubPathExpr), "a mount of a part of a volume");
        var source = volume.ConfigMap ?? throw NotKnown($"the volume {volume.Name}, which is no ConfigMap");
        Need(source.Items is null or [], "a part of a ConfigMap");
        var map = await client.CoreV1.ReadNamespacedConfigMapAsync(source.Name, Chart.Namespace, cancellationToken: cancel);
        foreach (var (name, text) in map.Data)
            Write(root, $"{mount.MountPath}/{name}", text);
    }

    private static async Task<string?> AccountAsync(Kubernetes client, V1PodSpec spec, CancellationToken cancel)
    {
        string name = spec.ServiceAccountName ?? "default";
        var account = await client.CoreV1.ReadNamespacedServiceAccountAsync(name, Chart.Namespace, cancellationToken: cancel);
        return spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true ? name : null;
    }

    private void Write(string path, string text) => Write(Root, path, text);

    private static void Write(string root, string path, string text)
    {
        string file = root + path;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        SecretFile.Write(file, text);
    }

    private static void Need(bool holds, string what)
    {
        if (!holds)
            throw NotKnown(what);
    }

    private static NotSupportedException NotKnown(string what) => new($"the manifest has {what}: running pods on this machine does not know of that yet");
}
