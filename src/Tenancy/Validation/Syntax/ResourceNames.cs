using System.Collections.Frozen;

namespace Tenancy.Validation.Syntax;

/// <summary>Names of resources in quotas and limits (kubernetes, pkg/apis/core/helper and pkg/apis/core/validation).</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";
    private const string Requests = "requests.";

    private static readonly FrozenSet<string> Amounts = FrozenSet.Create(
        StringComparer.Ordinal,
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "requests.storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage");

    private static readonly FrozenSet<string> Counts = FrozenSet.Create(
        StringComparer.Ordinal,
        "pods", "services", "services.nodeports", "services.loadbalancers", "replicationcontrollers", "resourcequotas", "secrets", "configmaps",
        "persistentvolumeclaims");

    private static readonly FrozenSet<string> OfContainers = FrozenSet.Create(StringComparer.Ordinal, "cpu", "memory", "ephemeral-storage");

    /// <summary>A resource that a quota can bound.</summary>
    public static string? InQuota(string name)
    {
        if (!Names.IsQualified(name))
            return Problem.Invalid(name, "must be a resource name, such as pods, requests.cpu, count/jobs.batch or requests.nvidia.com/gpu");
        var known = name.Contains('/', StringComparison.Ordinal) || Amounts.Contains(name) || Counts.Contains(name)
            || name.StartsWith(HugePages, StringComparison.Ordinal) || name.StartsWith(Requests + HugePages, StringComparison.Ordinal);
        return known ? null : Problem.Unsupported(name, Amounts.Concat(Counts).Order(StringComparer.Ordinal).Append("count/RESOURCE.GROUP"));
    }

    /// <summary>A resource of a container, for limits on containers and pods.</summary>
    public static string? OfContainer(string name)
    {
        if (OfContainers.Contains(name) || (name.StartsWith(HugePages, StringComparison.Ordinal) && Names.IsQualified(name)))
            return null;
        var extended = name.Contains('/', StringComparison.Ordinal) && Names.IsQualified(Requests + name) && !name.StartsWith(Requests, StringComparison.Ordinal)
            && !name.Contains("kubernetes.io/", StringComparison.Ordinal);
        return extended ? null : Problem.Unsupported(name, OfContainers.Order(StringComparer.Ordinal).Append("hugepages-SIZE").Append("DOMAIN/RESOURCE"));
    }

    /// <summary>Whether amounts must be whole: counts of objects, and devices, of which there is no half.</summary>
    public static bool IsWhole(string name) => Counts.Contains(name) || name.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether requests may be less than limits: not for devices and huge pages, which are never shared.</summary>
    public static bool CanBeOvercommitted(string name) => !name.Contains('/', StringComparison.Ordinal) && !name.StartsWith(HugePages, StringComparison.Ordinal);
}
