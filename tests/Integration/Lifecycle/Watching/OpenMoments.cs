namespace Integration.Lifecycle.Watching;

/// <summary>Each moment of a history in which somebody could act without walls. Pure, so that it is itself tested.</summary>
internal static class OpenMoments
{
    /// <summary>
    /// A role binding of a tenant while a wall of that tenant does not stand, or one of another tenant stands in its place; and a namespace that had
    /// its default deny and has none, though it still belongs to a tenant.
    /// </summary>
    /// <param name="history">In the API server's order.</param>
    /// <param name="walls">Kind and name of the walls that a tenant has in each of its namespaces.</param>
    public static IReadOnlyList<string> Of(IEnumerable<Change> history, Func<string, IReadOnlyCollection<(string Kind, string Name)>> walls) =>
        [.. history.Where(c => c.Namespace.Length > 0).GroupBy(c => c.Namespace, StringComparer.Ordinal).SelectMany(ns => In(ns, walls))];

    private static IEnumerable<string> In(IEnumerable<Change> history, Func<string, IReadOnlyCollection<(string Kind, string Name)>> walls)
    {
        var standing = new Dictionary<(string Kind, string Name), string>();
        var (walled, free) = (false, false);
        foreach (var change in history)
        {
            if (change.Kind == "Namespace")
            {
                // What the namespace controller takes out of a namespace that goes was of use to nobody any more: nothing can be made in it.
                if (change.Terminating || change.Gone)
                    yield break;
                free = change.Tenant.Length == 0;
                continue;
            }
            if (change.Gone)
                standing.Remove((change.Kind, change.Name));
            else
                standing[(change.Kind, change.Name)] = change.Tenant;
            foreach (var (binding, tenant) in standing.Where(s => s.Key.Kind == "RoleBinding"))
                foreach (var wall in walls(tenant).Where(w => standing.GetValueOrDefault(w) != tenant))
                    yield return $"{change}: role binding {binding.Name} of {tenant} stands, and {wall.Kind} {wall.Name} is that of {standing.GetValueOrDefault(wall) ?? "nobody"}";
            var denies = standing.ContainsKey(("NetworkPolicy", "tenant-default-deny"));
            if (walled && !denies && !free)
                yield return $"{change}: no default deny any more";
            walled |= denies;
        }
    }
}
