namespace Tenancy.Api;

/// <summary>The kinds of subject that RBAC knows.</summary>
public enum SubjectKind
{
    /// <summary>A person or program that authenticates with a user name.</summary>
    User,

    /// <summary>A group that the authenticator puts users into.</summary>
    Group,

    /// <summary>A ServiceAccount object of the cluster.</summary>
    ServiceAccount,
}
