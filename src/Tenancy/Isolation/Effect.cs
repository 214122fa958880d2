namespace Tenancy.Isolation;

/// <summary>What a violation does to the request while the tenant's policy enforces the rule.</summary>
public enum Effect
{
    /// <summary>The request is denied.</summary>
    Deny,

    /// <summary>The request passes with an admission warning: the objects made from this one will be denied.</summary>
    Warn,
}
