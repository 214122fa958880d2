namespace TenantOperator.Commands;

/// <summary>A command that does one thing and ends.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Description">What it does, for <c>--help</c>.</param>
/// <param name="Run">Does it, and returns the exit code.</param>
internal sealed record Errand(string Name, string Description, Func<ErrandOptions, CancellationToken, Task<int>> Run);
