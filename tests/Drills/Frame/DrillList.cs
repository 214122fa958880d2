namespace Drills.Frame;

/// <summary>The drills there are.</summary>
internal static class DrillList
{
    /// <summary>All, in the order of the page.</summary>
    public static IReadOnlyList<IDrill> All { get; } =
    [
        .. typeof(IDrill).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IDrill)))
            .Select(t => (IDrill)Activator.CreateInstance(t, nonPublic: true)!)
            .OrderBy(d => d.Number),
    ];
}
