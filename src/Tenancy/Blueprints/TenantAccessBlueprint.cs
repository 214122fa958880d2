using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>
/// The ClusterRole by which a tenant's people read their own Tenant and namespaces, the one by which its owners make namespaces and delete
/// those that they made, and label all where the Tenant lists labels for them, and their bindings. RBAC cannot tell by which name a namespace is made: admission does (namespaces/name). List and watch are granted too:
/// RBAC lets them through for a single name (<c>metadata.name=</c> as field selector), which is how <c>kubectl wait</c> asks.
/// </summary>
internal static class TenantAccessBlueprint
{
    public const string Prefix = "tenant-operator:tenant:";

    public const string OwnersSuffix = ":owners";

    public static IReadOnlyList<DesiredObject> Of(Tenant tenant, IEnumerable<string> namespaces, IEnumerable<string> selfService)
    {
        var (name, type) = (tenant.Metadata.Name, Prefix + tenant.Metadata.Name);
        var people = tenant.Spec.Owners.Concat((tenant.Spec.Members ?? []).SelectMany(m => m.Subjects));
        string[] all = Ordered(namespaces);
        var forOwners = OwnerRules(tenant, all, Ordered(selfService));
        return forOwners.Count == 0
            ? Granted(type, name, Rules(name, all), people)
            : [.. Granted(type, name, Rules(name, all), people), .. Granted(type + OwnersSuffix, name, forOwners, tenant.Spec.Owners)];
    }

    private static IReadOnlyList<DesiredObject> Granted(string role, string tenant, JsonArray rules, IEnumerable<Subject> people) =>
    [
        DesiredObject.Create(ObjectType.ClusterRole, null, role, tenant, ("rules", rules)),
        DesiredObject.Create(ObjectType.ClusterRoleBinding, null, role, tenant, ("subjects", RbacJson.Subjects(people)), ("roleRef", RbacJson.ClusterRoleRef(role))),
    ];

    private static JsonArray OwnerRules(Tenant tenant, string[] namespaces, string[] selfService)
    {
        var (rules, spec) = (new JsonArray(), tenant.Spec.Namespaces);
        if (spec?.SelfService ?? true)
            rules.Add((JsonNode)Rule("", "namespaces", ["create"]));
        // A rule with no names would be a rule for every namespace.
        if (selfService.Length > 0)
            rules.Add((JsonNode)Rule("", "namespaces", ["delete"], selfService));
        // Which keys, admission tells (namespaces/labels): where there are none, there is no right either.
        if (namespaces.Length > 0 && (spec?.AllowedLabels is { Count: > 0 } || spec?.AllowedAnnotations is { Count: > 0 }))
            rules.Add((JsonNode)Rule("", "namespaces", ["patch"], namespaces));
        return rules;
    }

    private static string[] Ordered(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static JsonArray Rules(string tenant, string[] names)
    {
        var rules = new JsonArray((JsonNode)Read(Tenant.Group, Tenant.Plural, tenant));
        if (names.Length > 0)
            rules.Add((JsonNode)Read("", "namespaces", names));
        return rules;
    }

    private static JsonObject Read(string group, string plural, params ReadOnlySpan<string> names) => Rule(group, plural, ["get", "list", "watch"], names);

    private static JsonObject Rule(string group, string plural, ReadOnlySpan<string> verbs, params ReadOnlySpan<string> names)
    {
        var rule = new JsonObject { ["apiGroups"] = RbacJson.Strings(group), ["resources"] = RbacJson.Strings(plural), ["verbs"] = RbacJson.Strings(verbs) };
        if (names.Length > 0)
            rule["resourceNames"] = RbacJson.Strings(names);
        return rule;
    }
}
