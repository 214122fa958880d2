using ControlPlanes.Processes;

namespace ControlPlanes.Commands;

/// <summary>The folder <c>.run</c>: what <c>make up</c> started, and how to reach it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream held;

    private RunFolder(FileStream held) => this.held = held;

    public static string Root { get; } = Repository.PathOf(".run");

    /// <summary>State of the control plane.</summary>
    public static string ControlPlane => Path.Combine(Root, "control-plane");

    /// <summary>State of the operator's processes.</summary>
    public static string Operator => Path.Combine(Root, "operator");

    /// <summary>Kubeconfig of the platform admin.</summary>
    public static string KubeconfigFile => Path.Combine(Root, "kubeconfig");

    /// <summary>A line for each webhook process's base URL.</summary>
    public static string WebhooksFile => Path.Combine(Root, "webhooks");

    private static string LockFile => Path.Combine(Root, "lock");

    /// <summary>Keeps a second <c>make up</c> or <c>down</c> from working on the same folder. The lock goes with the process.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public static RunFolder Hold() =>
        FileLock.TryHold(LockFile) is { } held
            ? new RunFolder(held)
            : throw new InvalidOperationException("another make up, down or demo is at work in this clone; wait for it to end");

    /// <summary>Removes everything but the lock.</summary>
    public static void Clear()
    {
        foreach (string folder in Directory.EnumerateDirectories(Root))
            Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(Root).Where(f => f != LockFile))
            File.Delete(file);
    }

    public void Dispose() => held.Dispose();
}
