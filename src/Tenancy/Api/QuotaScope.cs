namespace Tenancy.Api;

/// <summary>What a quota is summed over.</summary>
public enum QuotaScope
{
    /// <summary>Each namespace has the whole quota for itself.</summary>
    Namespace,
}
