namespace Tenancy.Policies;

/// <summary>A resource of which every container must say how much.</summary>
/// <param name="Name">The resource: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>.</param>
/// <param name="IsFilledIn">Whether a limit range gives an amount to a container that names none.</param>
public sealed record RequiredResource(string Name, bool IsFilledIn);
