using System.Globalization;
using ControlPlanes;
using Drills.Frame;
using Programs = ControlPlanes.Processes.CommandLine;

namespace Drills.Clocks;

/// <summary>A clock of its own for a process: libfaketime, which Debian has as a package, between the process and the system's clock.</summary>
internal sealed class Libfaketime
{
    private static readonly string[] Places = ["/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib/faketime", "/usr/local/lib/faketime"];

    private readonly string library;
    private readonly string file;

    private Libfaketime(string library, string file) => (this.library, this.file) = (library, file);

    /// <summary>Variables for the process. What it measures by the clock that counts from its start stays true: no jump of a clock changes that one.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = library,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <summary>Finds the library, or fetches its package into the cache, and makes a clock that is right.</summary>
    /// <exception cref="NotDoneException">It cannot be had.</exception>
    public static async Task<Libfaketime> ClockAsync(string folder, string name, CancellationToken cancel)
    {
        var found = Find(Places) ?? await FetchAsync(Path.Combine(Cache.Folder, "tools", "faketime"), cancel);
        var clock = new Libfaketime(found, Path.Combine(folder, name + ".clock"));
        clock.Set(TimeSpan.Zero);
        return clock;
    }

    /// <summary>How far the clock is ahead of the system's; the process sees it within a second.</summary>
    public void Set(TimeSpan ahead)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{(ahead < TimeSpan.Zero ? "-" : "+")}{Math.Abs(ahead.TotalSeconds):0}\n");
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string? Find(IEnumerable<string> folders) => folders.Select(f => Path.Combine(f, "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    private static async Task<string> FetchAsync(string folder, CancellationToken cancel)
    {
        var unpacked = Path.Combine(folder, "unpacked");
        if (!Directory.Exists(unpacked))
        {
            Directory.CreateDirectory(folder);
            var fetched = await Programs.RunAsync(
                "/bin/sh", ["-c", "cd \"$1\" && apt-get download -qq libfaketime && dpkg-deb -x libfaketime_*.deb unpacked.new && mv unpacked.new unpacked", "sh", folder], cancel: cancel);
            if (!fetched.Succeeded)
                throw new NotDoneException($"libfaketime is not installed, and apt-get does not fetch it: {fetched.Text.Split('\n')[^1]}");
        }

        return Find(Directory.EnumerateDirectories(unpacked, "faketime", SearchOption.AllDirectories)) ?? throw new NotDoneException($"there is no libfaketimeMT.so.1 below {unpacked}");
    }
}
