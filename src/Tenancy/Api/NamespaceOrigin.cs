namespace Tenancy.Api;

/// <summary>How a namespace came to its tenant.</summary>
public enum NamespaceOrigin
{
    /// <summary>The spec names it.</summary>
    Provisioned,

    /// <summary>It left the spec and stays by its deletion policy.</summary>
    Retained,

    /// <summary>A platform admin brought it in by its label.</summary>
    Adopted,

    /// <summary>An owner made it.</summary>
    SelfService,
}
