using System.Collections.Frozen;
using Tenancy.Api;
using Tenancy.Isolation;

namespace Tenancy.Policies;

/// <summary>
/// Users, groups and service accounts as the API server names their requests. A service account is listed by namespace and
/// name; living in one of the tenant's namespaces makes it nothing by itself.
/// </summary>
internal sealed class SubjectMatcher
{
    private readonly FrozenSet<string> users;
    private readonly FrozenSet<string> groups;

    public SubjectMatcher(IEnumerable<Subject?> subjects)
    {
        // The schema asks for a name; one that is missing nevertheless matches nobody.
        var named = subjects.Where(s => !string.IsNullOrEmpty(s?.Name)).Select(s => s!).ToList();
        users = named.Select(UserName).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        groups = named.Where(s => s.Kind == SubjectKind.Group).Select(s => s.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The names of users, and of service accounts as the API server names their requests.</summary>
    public IReadOnlyCollection<string> Users => users;

    /// <summary>The names of groups.</summary>
    public IReadOnlyCollection<string> Groups => groups;

    public bool Matches(Requester requester)
    {
        if (users.Contains(requester.Username))
            return true;
        foreach (var group in requester.Groups)
        {
            if (groups.Contains(group))
                return true;
        }
        return false;
    }

    private static string? UserName(Subject subject) => subject.Kind switch
    {
        SubjectKind.User => subject.Name,
        SubjectKind.ServiceAccount when !string.IsNullOrEmpty(subject.Namespace) => $"system:serviceaccount:{subject.Namespace}:{subject.Name}",
        _ => null,
    };
}
