namespace ControlPlanes.Ways;

/// <summary>The four ways, the user's own wishes first.</summary>
internal static class WaysInOrder
{
    /// <summary>
    /// The ways to try for this folder. One that already runs a control plane there is not changed for another because, say,
    /// Docker has appeared in the meantime; the environment variables always win.
    /// </summary>
    public static IEnumerable<IWay> For(string folder)
    {
        yield return new GivenKubeconfig(Environment.GetEnvironmentVariable("TEST_KUBECONFIG"));
        yield return new GivenBinaries(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS"));
        var built = new BuiltBinaries(Cache.Folder);
        if (Remembered(folder) != built.Name)
            yield return new K3sInDocker();
        yield return built;
    }

    public static void Remember(string folder, IWay way) => File.WriteAllText(MemoryOf(folder), way.Name);

    /// <summary>The name of the way that the folder's control plane came by; null when there is none.</summary>
    public static string? Remembered(string folder) => File.Exists(MemoryOf(folder)) ? File.ReadAllText(MemoryOf(folder)) : null;

    private static string MemoryOf(string folder) => Path.Combine(folder, "way");
}
