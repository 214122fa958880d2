using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>
/// The ClusterRole by which a tenant's people read their own Tenant and namespaces, and its binding. List and watch are granted too:
/// RBAC lets them through for a single name (<c>metadata.name=</c> as field selector), which is how <c>kubectl wait</c> asks.
/// </summary>
internal static class TenantAccessBlueprint
{
    public const string Prefix = "tenant-operator:tenant:";

    public static IReadOnlyList<DesiredObject> Of(Tenant tenant, IEnumerable<string> namespaces)
    {
        var (name, type) = (tenant.Metadata.Name, Prefix + tenant.Metadata.Name);
        var people = tenant.Spec.Owners.Concat((tenant.Spec.Members ?? []).SelectMany(m => m.Subjects));
        return
        [
            DesiredObject.Create(ObjectType.ClusterRole, null, type, name, ("rules", Rules(name, namespaces))),
            DesiredObject.Create(
                ObjectType.ClusterRoleBinding, null, type, name,
                ("subjects", RbacJson.Subjects(people)), ("roleRef", RbacJson.ClusterRoleRef(type))),
        ];
    }

    private static JsonArray Rules(string tenant, IEnumerable<string> namespaces)
    {
        var rules = new JsonArray((JsonNode)Read(Tenant.Group, Tenant.Plural, tenant));
        var names = namespaces.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        // A rule with no names would be a rule for every namespace.
        if (names.Length > 0)
            rules.Add((JsonNode)Read("", "namespaces", names));
        return rules;
    }

    private static JsonObject Read(string group, string plural, params ReadOnlySpan<string> names) => new()
    {
        ["apiGroups"] = RbacJson.Strings(group),
        ["resourceNames"] = RbacJson.Strings(names),
        ["resources"] = RbacJson.Strings(plural),
        ["verbs"] = RbacJson.Strings("get", "list", "watch"),
    };
}
