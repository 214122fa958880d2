namespace ControlPlanes;

/// <summary>Where things are kept that are made once and used by every clone of this repository.</summary>
public static class Cache
{
    /// <summary><c>tenant-operator</c> below the user's cache folder (XDG_CACHE_HOME, else ~/.cache).</summary>
    public static string Folder { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "tenant-operator");
}
