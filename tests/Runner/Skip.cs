namespace TestRunner;

/// <summary>A test that was not run, and why.</summary>
internal sealed record Skip(string Name, string Reason);
