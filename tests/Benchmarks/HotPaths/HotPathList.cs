namespace Benchmarks.HotPaths;

/// <summary>The hot paths: <c>make bench</c> measures their time, a test holds them to what they may allocate.</summary>
public static class HotPathList
{
    public static IReadOnlyList<HotPath> All { get; } = [.. Calls.All, .. Rules.All, .. Lookups.All, .. Runtime.All];
}
