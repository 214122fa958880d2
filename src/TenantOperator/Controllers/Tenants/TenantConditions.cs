using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Tenants;

/// <summary>What the conditions of a Tenant say.</summary>
internal static class TenantConditions
{
    /// <summary>Whether everything stands in every namespace.</summary>
    public static TenantCondition NamespacesReady(IReadOnlyList<NamespaceReport> namespaces)
    {
        var active = namespaces.Where(n => !n.Terminating).ToArray();
        if (active.Where(n => n.Error is not null).ToArray() is { Length: > 0 } failed)
            return new("NamespacesReady", false, "Incomplete", Enumeration.Of(failed.Select(n => $"{n.Name}: {n.Error}")));
        if (active.Where(n => n.Progress == Progress.Pending || !n.Ready).ToArray() is { Length: > 0 } pending)
            return new("NamespacesReady", false, "Progressing", $"being set up: {Enumeration.Of(pending.Select(n => n.Name))}");
        return new("NamespacesReady", true, "AllReady", active.Length == 1 ? "1 namespace is ready" : $"{active.Length} namespaces are ready");
    }

    /// <summary>Whether hosts of the tenant belong to others.</summary>
    public static TenantCondition HostsConflict(IReadOnlyList<string> conflicts) => conflicts.Count > 0
        ? new("HostsConflict", true, "OlderTenantOwns", $"{Enumeration.Of(conflicts, "; ")}; ingresses on these hosts are refused: take them out of spec.ingress.hosts, here or there")
        : new("HostsConflict", false, "NoConflict", "no other tenant has these hosts");

    /// <summary>What is wrong with the tenant and its class; nothing is said when nothing is.</summary>
    public static IEnumerable<TenantCondition> OfClass(Effective effective)
    {
        if (effective.Missing is { } name)
            yield return new("ClassMissing", true, "NoSuchClass",
                $"there is no TenantClass \"{name}\": what stands in the namespaces is kept, and requests are held to the strict defaults; make it, or give the tenant another spec.className");
        if (effective.LockedOut.Count > 0)
            yield return new("SectionLocked", true, "LockedByClass",
                $"TenantClass \"{effective.Class!.Class.Metadata.Name}\" locks {string.Join(", ", effective.LockedOut)}: what this tenant sets there does nothing; take it out of the spec, or unlock it in the class");
    }

    /// <summary>Whether members are given roles that are not there; nothing is said when all are.</summary>
    public static IEnumerable<TenantCondition> OfMembers(IReadOnlyList<string> missing)
    {
        if (missing.Count > 0)
            yield return new("MemberRoleMissing", true, "NoSuchClusterRole",
                $"there is no ClusterRole {Enumeration.Of(missing)}: the members who are given it have no right by it until it is made; make it, or give them another role in spec.members");
    }

    /// <summary>Whether the tenant has all the namespaces that it may have; nothing is said when it may have more.</summary>
    public static IEnumerable<TenantCondition> OfLimit(int count, int limit)
    {
        if (count >= limit)
            yield return new("NamespaceLimitReached", true, "LimitReached",
                $"the tenant has {count} of {limit} namespaces, and its owners can make no more: raise spec.namespaces.limit, or delete some");
    }

    /// <summary>Whether the tenant's people may only read.</summary>
    public static TenantCondition Suspended(bool suspended) => suspended
        ? new("Suspended", true, "Suspended", "writes of everybody but the platform are refused, and what runs goes on; set spec.suspended to false to lift it")
        : new("Suspended", false, "NotSuspended", "the tenant is not suspended");

    /// <summary>Whether the tenant is as its spec says.</summary>
    public static TenantCondition Ready(IReadOnlyList<Obstacle> obstacles, TenantCondition namespaces)
    {
        if (obstacles.Count > 0)
            return new("Ready", false, obstacles[0].Reason, Enumeration.Of(obstacles.Select(o => o.Message), "; "));
        return namespaces.Holds ? new("Ready", true, "Ready", "the tenant is as its spec says") : namespaces with { Type = "Ready" };
    }
}
