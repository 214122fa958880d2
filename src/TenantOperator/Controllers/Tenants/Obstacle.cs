namespace TenantOperator.Controllers.Tenants;

/// <summary>Something that keeps a tenant from being ready.</summary>
/// <param name="Reason">CamelCase, for programs.</param>
/// <param name="Message">What it is and what to do, for people.</param>
internal sealed record Obstacle(string Reason, string Message);
