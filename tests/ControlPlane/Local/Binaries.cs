using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlanes.Processes;

namespace ControlPlanes.Local;

/// <summary>A folder with <c>etcd</c>, <c>kube-apiserver</c> and <c>kube-controller-manager</c>, and what these versions of them can do.</summary>
public sealed partial record Binaries
{
    public required string Etcd { get; init; }

    public required string ApiServer { get; init; }

    /// <summary>Null in envtest's own archives, which lack it: namespaces then stay Terminating and nothing is collected.</summary>
    public required string? ControllerManager { get; init; }

    /// <summary>Version of the API server.</summary>
    public required Version Version { get; init; }

    /// <summary>Whether etcd can do without fsync (3.5 and later): nobody needs a development cluster after a power cut.</summary>
    public required bool EtcdUnsafeNoFsync { get; init; }

    /// <summary>Names of all controllers that this controller manager knows.</summary>
    public required IReadOnlySet<string> Controllers { get; init; }

    /// <summary>Looks into a folder.</summary>
    /// <exception cref="FileNotFoundException">etcd or kube-apiserver is missing, or does not run.</exception>
    public static async Task<Binaries> InAsync(string folder, CancellationToken cancel)
    {
        string etcd = Need(folder, "etcd");
        string apiServer = Need(folder, "kube-apiserver");
        string controllerManager = Path.Combine(folder, "kube-controller-manager");
        bool hasControllerManager = File.Exists(controllerManager);
        string etcdHelp = await RunAsync(etcd, "--help", cancel);
        return new Binaries
        {
            Etcd = etcd,
            ApiServer = apiServer,
            ControllerManager = hasControllerManager ? controllerManager : null,
            Version = ParseVersion(await RunAsync(apiServer, "--version", cancel), apiServer),
            EtcdUnsafeNoFsync = etcdHelp.Contains("--unsafe-no-fsync", StringComparison.Ordinal),
            Controllers = hasControllerManager ? ParseControllers(await RunAsync(controllerManager, "--help", cancel)) : new HashSet<string>(),
        };
    }

    private static string Need(string folder, string program)
    {
        string path = Path.Combine(folder, program);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{folder} holds no {program}", path);
    }

    private static async Task<string> RunAsync(string program, string argument, CancellationToken cancel)
    {
        var result = await CommandLine.RunAsync(program, [argument], cancel: cancel);
        return result.Succeeded ? result.Text : throw new FileNotFoundException($"{program} {argument} failed: {result.Text}", program);
    }

    private static Version ParseVersion(string text, string program)
    {
        var match = VersionPattern().Match(text);
        return match.Success
            ? Version.Parse(match.Value)
            : throw new FileNotFoundException(string.Create(CultureInfo.InvariantCulture, $"{program} --version tells no version: {text}"), program);
    }

    private static HashSet<string> ParseControllers(string help)
    {
        var match = ControllersPattern().Match(help);
        return match.Success ? [.. match.Value.Split(',', StringSplitOptions.TrimEntries)] : [];
    }

    [GeneratedRegex(@"(?<=v)\d+\.\d+\.\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex("(?<=All controllers: )[a-z0-9, -]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ControllersPattern();
}
