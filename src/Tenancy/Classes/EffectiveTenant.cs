using Tenancy.Api;

namespace Tenancy.Classes;

/// <summary>A Tenant with what its class gives: the value that policies are compiled and blueprints are made from.</summary>
public static class EffectiveTenant
{
    /// <summary>The names of all sections.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        ["namespaces", "quotas", "limitRanges", "network", "pods", "services", "ingress", "storage", "rbac", "resources", "enforcement"];

    /// <summary>
    /// The Tenant, each section that it leaves unset, or that the class locks, taken from <paramref name="class"/>. The very Tenant when there is
    /// no class.
    /// </summary>
    /// <remarks>
    /// What a namespace is called and which there are is the Tenant's own: prefix and provision neither come from a class, nor do they
    /// count as setting the section. A section that was locked after the Tenant had set it is the class's too: to lock it is to say so.
    /// </remarks>
    public static Tenant Of(Tenant tenant, TenantClass? @class)
    {
        if (@class is null)
            return tenant;
        var (own, shared) = (tenant.Spec, @class.Spec.Policy ?? new());
        var locked = @class.Spec.Locked ?? [];
        return tenant with
        {
            Spec = own with
            {
                Namespaces = Namespaces(own.Namespaces, shared.Namespaces, locked.Contains("namespaces", StringComparer.Ordinal)),
                Quotas = Pick("quotas", own.Quotas, shared.Quotas),
                LimitRanges = Pick("limitRanges", own.LimitRanges, shared.LimitRanges),
                Network = Pick("network", own.Network, shared.Network),
                Pods = Pick("pods", own.Pods, shared.Pods),
                Services = Pick("services", own.Services, shared.Services),
                Ingress = Pick("ingress", own.Ingress, shared.Ingress),
                Storage = Pick("storage", own.Storage, shared.Storage),
                Rbac = Pick("rbac", own.Rbac, shared.Rbac),
                Resources = Pick("resources", own.Resources, shared.Resources),
                Enforcement = Pick("enforcement", own.Enforcement, shared.Enforcement),
            },
        };

        T? Pick<T>(string section, T? ours, T? theirs)
            where T : class => ours is null || locked.Contains(section, StringComparer.Ordinal) ? theirs : ours;
    }

    /// <summary>The names of the sections that the Tenant sets itself, as <see cref="TenantClassSpec.Locked"/> names them.</summary>
    public static IEnumerable<string> OwnSections(Tenant tenant)
    {
        var spec = tenant.Spec;
        return new (string Name, bool IsSet)[]
        {
            ("namespaces", SetsSection(spec.Namespaces)),
            ("quotas", spec.Quotas is not null),
            ("limitRanges", spec.LimitRanges is not null),
            ("network", spec.Network is not null),
            ("pods", spec.Pods is not null),
            ("services", spec.Services is not null),
            ("ingress", spec.Ingress is not null),
            ("storage", spec.Storage is not null),
            ("rbac", spec.Rbac is not null),
            ("resources", spec.Resources is not null),
            ("enforcement", spec.Enforcement is not null),
        }.Where(s => s.IsSet).Select(s => s.Name);
    }

    /// <summary>
    /// The class of a Tenant: the one that it names, else the default one; of several defaults the youngest, and of equally young ones the
    /// first by name, as for a StorageClass. Null when there is none.
    /// </summary>
    public static TenantClass? ClassOf(Tenant tenant, IEnumerable<TenantClass> classes) => tenant.Spec.ClassName is { } name
        ? classes.FirstOrDefault(c => c.Metadata.Name == name)
        : classes.Where(IsDefault).OrderByDescending(c => c.Metadata.CreationTimestamp).ThenBy(c => c.Metadata.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether tenants that name no class have this one.</summary>
    public static bool IsDefault(TenantClass @class) => @class.Metadata.Annotations?.GetValueOrDefault(TenantClass.DefaultAnnotation) == "true";

    private static NamespacesSpec? Namespaces(NamespacesSpec? own, NamespacesSpec? shared, bool locked) =>
        SetsSection(own) && !locked ? own
        : own is null ? shared
        : (shared ?? new()) with { Prefix = own.Prefix, Provision = own.Provision };

    private static bool SetsSection(NamespacesSpec? own) => own is not null && own with { Prefix = null, Provision = null } != new NamespacesSpec();
}
