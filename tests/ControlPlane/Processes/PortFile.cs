using System.Globalization;

namespace ControlPlanes.Processes;

/// <summary>Ports that are chosen once and kept in a file.</summary>
internal static class PortFile
{
    /// <summary>The ports that the file holds, or free ones that it holds from now on.</summary>
    public static int[] Read(string file, int count)
    {
        if (File.Exists(file))
            return [.. File.ReadAllText(file).Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        int[] free = FreePorts.Take(count);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", string.Join(' ', free));
        File.Move(file + ".new", file);
        return free;
    }
}
