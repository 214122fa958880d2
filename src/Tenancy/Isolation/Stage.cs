namespace Tenancy.Isolation;

/// <summary>When a rule is asked: the API server calls webhooks twice in the course of a request.</summary>
public enum Stage
{
    /// <summary>Last, about the object as it would be stored, with all that mutations and the API server itself have filled in.</summary>
    Validation,

    /// <summary>
    /// First, about the object as it was written. For what the API server allocates where it is unset: at validation a Service has its
    /// cluster IP already, chosen or not (but not on a dry run).
    /// </summary>
    Mutation,
}
