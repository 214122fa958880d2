namespace Benchmarks.Results;

/// <summary>A plot of the page. Whatever it shows stands in a table as well, for who cannot see it.</summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">Its lines.</param>
/// <param name="Bound">A horizontal line: what is to be reached.</param>
public sealed record Plot(string Id, string Title, Axis X, Axis Y, IReadOnlyList<Series> Series, double? Bound = null);
