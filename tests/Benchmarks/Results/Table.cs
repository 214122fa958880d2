namespace Benchmarks.Results;

/// <summary>A table of the page. Cells are Markdown.</summary>
public sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
