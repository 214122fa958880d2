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
    private const string Name = "tenant-operator";

    /// <summary>
    /// Copies an executable below the folder: the one that is given, else the one that <c>OPERATOR</c> names, else the debug build. The native executable is taken only when it
    /// is named: one that was published last week must not be tested by accident.
    /// </summary>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static Executable CopyTo(string folder, string? given = null)
    {
        string? named = given ?? Environment.GetEnvironmentVariable("OPERATOR");
        var original = new FileInfo(string.IsNullOrEmpty(named) ? Repository.PathOf("artifacts", "bin", "TenantOperator", "debug", Name) : named);
        if (!original.Exists)
            throw new FileNotFoundException($"{original.FullName} is not there; build it with make up, or make build for the native one", original.FullName);
        // An executable of assemblies is but their starter, and stays the same when they change.
        var assembly = new FileInfo(System.IO.Path.ChangeExtension(original.FullName, ".dll"));
        var newest = assembly.Exists ? assembly : original;
        string build = newest.LastWriteTimeUtc.Ticks.ToString("x", CultureInfo.InvariantCulture);
        string target = System.IO.Path.Combine(folder, "bin", build);
        if (!Directory.Exists(target))
            Copy(assembly.Exists ? original.Directory!.EnumerateFiles("*", SearchOption.AllDirectories) : [original], original.Directory!, target);
        return new Executable(System.IO.Path.Combine(target, original.Name), build);
    }

    private static void Copy(IEnumerable<FileInfo> files, DirectoryInfo source, string target)
    {
        string partial = target + ".new";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        foreach (var file in files)
        {
            string copy = System.IO.Path.Combine(partial, System.IO.Path.GetRelativePath(source.FullName, file.FullName));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }

        Directory.Move(partial, target);
    }
}
