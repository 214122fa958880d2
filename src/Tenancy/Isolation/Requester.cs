namespace Tenancy.Isolation;

/// <summary>The authenticated user behind a request.</summary>
/// <param name="Username">The user name, such as <c>system:serviceaccount:acme-dev:default</c>.</param>
/// <param name="Groups">The groups.</param>
public sealed record Requester(string Username, IReadOnlyList<string> Groups);
