using Tenancy.Api;

namespace TenantOperator.Controllers.Tenants;

/// <summary>What the status says of one namespace.</summary>
/// <param name="Name">The namespace's name.</param>
/// <param name="Terminating">Whether its deletion was asked for.</param>
/// <param name="Ready">Whether everything stands in it that must.</param>
/// <param name="Origin">How it came to the tenant.</param>
/// <param name="Progress">How far the operator is with it.</param>
/// <param name="Error">What does not stand yet; null when that is nothing, or not known.</param>
internal sealed record NamespaceReport(string Name, bool Terminating, bool Ready, NamespaceOrigin Origin, Progress Progress, string? Error);
