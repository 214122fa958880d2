namespace Benchmarks.Frame;

/// <summary>The sections there are.</summary>
public static class SectionList
{
    /// <summary>All, in the order of the page.</summary>
    public static IReadOnlyList<ISection> All { get; } =
    [
        .. typeof(ISection).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ISection)))
            .Select(t => (ISection)Activator.CreateInstance(t, nonPublic: true)!)
            .OrderBy(s => s.Number),
    ];
}
