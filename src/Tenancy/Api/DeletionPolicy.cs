namespace Tenancy.Api;

/// <summary>What becomes of a namespace that leaves its tenant's spec.</summary>
public enum DeletionPolicy
{
    /// <summary>It is deleted with all that is in it.</summary>
    Delete,

    /// <summary>It stays, with its workloads and its walls.</summary>
    Retain,
}
