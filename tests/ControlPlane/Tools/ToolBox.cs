using ControlPlanes.Processes;

namespace ControlPlanes.Tools;

/// <summary>helm and kubectl: the user's own, or a pinned copy in the cache.</summary>
public static class ToolBox
{
    /// <summary>Path of helm: HELM, else the one on PATH, else the cached copy (downloaded when it is not there).</summary>
    public static Task<string> HelmAsync(TextWriter log, CancellationToken cancel) => FindAsync("helm", "HELM", log, cancel);

    /// <summary>Path of kubectl: KUBECTL, else the one on PATH, else the cached copy (downloaded when it is not there).</summary>
    public static Task<string> KubectlAsync(TextWriter log, CancellationToken cancel) => FindAsync("kubectl", "KUBECTL", log, cancel);

    private static async Task<string> FindAsync(string tool, string variable, TextWriter log, CancellationToken cancel)
    {
        string? wanted = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrEmpty(wanted))
            return File.Exists(wanted) ? wanted : throw new FileNotFoundException($"{variable} names {wanted}, which is not there", wanted);
        return CommandLine.Find(tool) ?? await KubectlLayer.ToolAsync(tool, Cache.Folder, log, cancel);
    }
}
