using Tenancy.Api;
using Tenancy.Isolation;

namespace Tenancy.Policies;

/// <summary>A Tenant compiled: matchers, sets, parsed ranges. Built once for each change of the Tenant, read on every request; immutable.</summary>
public sealed class TenantPolicy
{
    private readonly SubjectMatcher owners;
    private readonly SubjectMatcher members;

    private TenantPolicy(Tenant tenant)
    {
        // Deserialised lists and sections can hold null in spite of their types: what is missing allows nothing.
        var spec = tenant.Spec ?? new();
        Name = tenant.Metadata?.Name ?? "";
        Contact = spec.Contact;
        Suspended = spec.Suspended is true;
        Enforcement = spec.Enforcement is null ? EnforcementPolicy.Strict : new(spec.Enforcement);
        Namespaces = new(Name, spec.Namespaces ?? new(), spec.Pods?.SecurityStandard ?? SecurityStandard.Restricted);
        owners = new(spec.Owners ?? []);
        members = new((spec.Members ?? []).SelectMany(m => m?.Subjects ?? []));
        Network = new(Name, spec.Network ?? new());
        Pods = new(spec.Pods ?? new(), spec.LimitRanges);
        Services = new(spec.Services ?? new());
        Ingress = new(spec.Ingress ?? new());
        Resources = new(spec.Resources ?? new());
        Rbac = new(spec.Rbac ?? new(), [.. spec.Owners ?? [], .. (spec.Members ?? []).SelectMany(m => m?.Subjects ?? [])]);
        Storage = new(spec.Storage ?? new());
    }

    /// <summary>The policy of what belongs to no tenant.</summary>
    public static TenantPolicy Unowned { get; } = Compile(new Tenant());

    /// <summary>Whether there is such a tenant; false for <see cref="Missing"/>, whose name somebody has made up.</summary>
    public bool Exists { get; private init; } = true;

    /// <summary>The tenant's name; empty for <see cref="Unowned"/>.</summary>
    public string Name { get; }

    /// <summary>Whom members turn to.</summary>
    public string? Contact { get; }

    /// <summary>Whether the tenant's people may only read.</summary>
    public bool Suspended { get; private init; }

    /// <summary>How strictly each rule holds.</summary>
    public EnforcementPolicy Enforcement { get; }

    /// <summary>What the names of the tenant's namespaces begin with.</summary>
    public string NamespacePrefix => Namespaces.Prefix;

    /// <summary>What the tenant's namespaces are called and labelled.</summary>
    public NamespacesPolicy Namespaces { get; }

    /// <summary>Whom the tenant's pods may reach and be reached by.</summary>
    public NetworkWalls Network { get; }

    /// <summary>What pods may be.</summary>
    public PodsPolicy Pods { get; }

    /// <summary>What services may be.</summary>
    public ServicesPolicy Services { get; }

    /// <summary>What ingresses may be.</summary>
    public IngressPolicy Ingress { get; }

    /// <summary>Which guarded custom resources may be written.</summary>
    public ResourcesPolicy Resources { get; }

    /// <summary>What role bindings may be.</summary>
    public RbacPolicy Rbac { get; }

    /// <summary>What volume claims may be.</summary>
    public StoragePolicy Storage { get; }

    /// <summary>The strictest policy, under the name of a tenant that does not exist.</summary>
    /// <param name="name">The name.</param>
    /// <param name="suspended">Whether the tenant was suspended when it went.</param>
    public static TenantPolicy Missing(string name, bool suspended = false) => new(new() { Metadata = new() { Name = name } }) { Exists = false, Suspended = suspended };

    /// <summary>Compiles a tenant. A part that does not compile allows nothing: an invalid policy never opens a wall.</summary>
    public static TenantPolicy Compile(Tenant tenant) => new(tenant);

    /// <summary>User names of the owners, of service accounts as well.</summary>
    public IReadOnlyCollection<string> OwnerUsers => owners.Users;

    /// <summary>Groups whose users are owners.</summary>
    public IReadOnlyCollection<string> OwnerGroups => owners.Groups;

    /// <summary>Whether the requester is an owner.</summary>
    public bool IsOwner(Requester requester) => owners.Matches(requester);

    /// <summary>Whether the requester is a member in at least one namespace.</summary>
    public bool IsMember(Requester requester) => members.Matches(requester);
}
