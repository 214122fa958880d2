using System.Globalization;

namespace ControlPlanes.Installation;

/// <summary>
/// A copy of the built operator: the next build overwrites its own output, and must not pull the ground from under running
/// processes.
/// </summary>
/// <param name="Path">The copied executable.</param>
/// <param name="Build">Identifies the build: a process of another one is to be started anew.</param>
internal sealed record Executable(string Path, string Build)
{
    /// <summary>Copies the newer one of the native executable (<c>make build</c>) and the built assemblies below the folder.</summary>
    /// <exception cref="FileNotFoundException">Nothing has been built.</exception>
    public static Executable CopyTo(string folder)
    {
        string name = OperatingSystem.IsWindows() ? "tenant-operator.exe" : "tenant-operator";
        var native = new FileInfo(Repository.PathOf("artifacts", "publish", name));
        var assembly = new FileInfo(Repository.PathOf("artifacts", "bin", "TenantOperator", "debug", "tenant-operator.dll"));
        if (!native.Exists && !assembly.Exists)
            throw new FileNotFoundException($"no operator has been built: dotnet build {Repository.PathOf("src", "TenantOperator")}", assembly.FullName);
        var chosen = native.Exists && (!assembly.Exists || native.LastWriteTimeUtc > assembly.LastWriteTimeUtc) ? native : assembly;
        string build = chosen.LastWriteTimeUtc.Ticks.ToString("x", CultureInfo.InvariantCulture);
        string target = System.IO.Path.Combine(folder, "bin", build);
        if (!Directory.Exists(target))
            Copy(chosen.Directory!, target);
        return new Executable(System.IO.Path.Combine(target, name), build);
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        string partial = target + ".new";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        foreach (var file in source.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(partial, System.IO.Path.GetRelativePath(source.FullName, file.FullName));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }

        Directory.Move(partial, target);
    }
}
