namespace Tenancy.Api;

/// <summary>The policy of a class.</summary>
public sealed record ClassPolicy : PolicySections;
