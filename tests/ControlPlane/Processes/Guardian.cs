using System.Diagnostics;

namespace ControlPlanes.Processes;

/// <summary>
/// Watches over a folder: once this process has disposed of it or died, whatever it died of, the processes whose pid files lie in the folder are killed and the
/// folder is removed.
/// </summary>
public sealed class Guardian : IAsyncDisposable
{
    // Reads its standard input until we close it or die; then ends what the pid files name and removes the folder.
    private const string Script =
        """
        trap '' INT TERM HUP
        cat >/dev/null
        for file in $(find "$1" -name '*.pid'); do
          read -r pid started <"$file" || continue
          [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" = "$started" ] && kill -9 "$pid" 2>/dev/null
        done
        [ -f "$1/container" ] && docker rm --force --volumes "$(cat "$1/container")" >/dev/null 2>&1
        rm -rf "$1"
        """;

    private readonly Process _process;

    private Guardian(Process process, string folder) => (_process, Folder) = (process, folder);

    /// <summary>The folder: temporary, and empty at first.</summary>
    public string Folder { get; }

    /// <summary>Makes a folder and watches over it.</summary>
    public static Guardian OfNewFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Script, "guardian", folder]) { RedirectStandardInput = true, UseShellExecute = false };
        return new(Process.Start(start)!, folder);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
