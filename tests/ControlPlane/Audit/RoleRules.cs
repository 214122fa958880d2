namespace ControlPlanes.Audit;

/// <summary>A rule of a role, multiplied out into rights.</summary>
/// <param name="Groups">Its API groups.</param>
/// <param name="Resources">Its resources, with subresources.</param>
/// <param name="Names">Names of objects; empty: of any.</param>
/// <param name="Verbs">Its verbs.</param>
internal sealed record RoleRules(IReadOnlyList<string> Groups, IReadOnlyList<string> Resources, IReadOnlyList<string> Names, IReadOnlyList<string> Verbs)
{
    /// <summary>All that the rules give an account in a namespace; anywhere when that is empty.</summary>
    public static IEnumerable<Right> Rights(string account, string @namespace, IEnumerable<RoleRules> rules) =>
        from rule in rules
        from apiGroup in rule.Groups
        from resource in rule.Resources
        from name in rule.Names.DefaultIfEmpty("")
        from verb in rule.Verbs
        select new Right(account, Right.ResourceOf(apiGroup, resource), name, verb, @namespace);
}
