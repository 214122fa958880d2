using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlanes.Processes;

namespace ControlPlanes.Installation;

/// <summary>
/// A pod as a process that sees of this machine what it would see in its container, as far as Linux allows that without a container engine: a mount namespace, in which the mounted files lie where
/// the manifest says, and the root is read-only if it says so; the image's and the manifest's variables and no others; the API server found by the service account. Not those: user,
/// capabilities, seccomp profile, limits, and a network of its own.
/// </summary>
internal static partial class PodSandbox
{
    // Laid over the machine's folders: neither they nor what lies in them is changed. The path ends up in a mount option.
    private const string Script =
        """
        set -e
        root=$1; ro=$2; shift 2
        for top in "$root"/*; do
          mount -t overlay overlay -o "lowerdir=$top:/${top##*/}" "/${top##*/}"
        done
        [ "$ro" = True ] && mount -o remount,bind,ro /
        exec "$@"
        """;

    /// <summary>Why this machine has none to offer; null when it has.</summary>
    /// <param name="folder">An empty one.</param>
    public static async Task<string?> ProblemAsync(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return "pods are run in mount namespaces of Linux";
        Directory.CreateDirectory(Path.Combine(folder, "etc"));
        var tried = await CommandLine.RunAsync("unshare", Begin(folder, isReadOnly: true).Append("true"));
        return tried.Succeeded ? null : $"this machine lets no user make a mount namespace with an overlay in it: {tried.Text}";
    }

    /// <summary>The arguments of <c>unshare</c> that start a pod's process.</summary>
    /// <param name="pod">The pod, with its credentials laid out.</param>
    /// <param name="server">The API server.</param>
    /// <param name="executable">What stands for the image's.</param>
    /// <param name="arguments">The pod's, with ports of our own.</param>
    public static IEnumerable<string> Command(LocalPod pod, Uri server, string executable, IEnumerable<string> arguments) =>
        [.. Begin(pod.Root, pod.HasReadOnlyRoot), "env", "-i", .. Variables(pod, server), executable, .. arguments];

    /// <summary>Runs a pod's process to its end.</summary>
    public static Task<CommandLine.Result> RunAsync(LocalPod pod, Uri server, string executable, CancellationToken cancel) =>
        CommandLine.RunAsync("unshare", Command(pod, server, executable, pod.Arguments), cancel: cancel);

    private static string[] Begin(string root, bool isReadOnly) =>
        ["--user", "--map-root-user", "--mount", "/bin/sh", "-c", Script, "sh", root, isReadOnly.ToString()];

    private static IEnumerable<string> Variables(LocalPod pod, Uri server)
    {
        // As every image has it; the debug build's starter looks for its runtime besides.
        foreach (string name in (string[])["PATH", "DOTNET_ROOT"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                yield return $"{name}={value}";
        }

        foreach (var variable in ImageVariables(File.ReadAllText(Repository.PathOf("Dockerfile"))))
            yield return variable;
        // The kubelet's, of the Service "kubernetes".
        yield return $"KUBERNETES_SERVICE_HOST={server.Host}";
        yield return string.Create(CultureInfo.InvariantCulture, $"KUBERNETES_SERVICE_PORT={server.Port}");
        foreach (var (name, value) in pod.Environment)
            yield return $"{name}={value}";
    }

    /// <summary>What the last stage of a Dockerfile sets by <c>ENV</c>, as <c>NAME=VALUE</c>.</summary>
    internal static IEnumerable<string> ImageVariables(string dockerfile) =>
        from instruction in Instruction().Matches(dockerfile[dockerfile.LastIndexOf("\nFROM ", StringComparison.Ordinal)..])
        from variable in Variable().Matches(instruction.Value)
        select $"{variable.Groups["name"].Value}={variable.Groups["value"].Value}";

    [GeneratedRegex(@"^ENV (?:.*\\\n)*.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Instruction();

    [GeneratedRegex("""(?<name>\w+)="?(?<value>[^"\s\\]*)"?""", RegexOptions.None, 1000)]
    private static partial Regex Variable();
}
