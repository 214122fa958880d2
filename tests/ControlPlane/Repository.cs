namespace ControlPlanes;

/// <summary>The working tree that this program was built from.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below it.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TenantOperator.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException($"no TenantOperator.sln above {folder}: run this from the repository");
    }
}
