using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.Worlds;

/// <summary>How many tenants and namespaces a cluster has, and what they are called.</summary>
/// <param name="Tenants">How many tenants.</param>
/// <param name="NamespacesEach">How many namespaces each has.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Population(int Tenants, int NamespacesEach)
{
    public int Namespaces => Tenants * NamespacesEach;

    /// <summary>One namespace of one tenant, or tenants of ten namespaces each.</summary>
    public static Population Of(int namespaces) => namespaces < 10 ? new(1, namespaces) : new(namespaces / 10, 10);

    public static string Tenant(int tenant) => string.Create(CultureInfo.InvariantCulture, $"t{tenant:00000}");

    public static string Namespace(int tenant, int index) => string.Create(CultureInfo.InvariantCulture, $"{Tenant(tenant)}-ns{index}");

    /// <summary>So many of the namespaces, spread evenly over all tenants.</summary>
    public IReadOnlyList<(string Tenant, string Namespace)> Sample(int count)
    {
        var population = this;
        var take = Math.Min(count, Namespaces);
        return [.. Enumerable.Range(0, take).Select(i => (long)i * population.Namespaces / take).Select(n => (Tenant((int)n / population.NamespacesEach), Namespace((int)n / population.NamespacesEach, (int)n % population.NamespacesEach)))];
    }
}
