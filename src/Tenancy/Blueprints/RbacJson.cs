using System.Text.Json.Nodes;
using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>RBAC's subjects and role references, as the API server stores them.</summary>
internal static class RbacJson
{
    public const string ApiGroup = "rbac.authorization.k8s.io";

    public static JsonArray Subjects(IEnumerable<Subject> subjects) => new([.. subjects.Distinct().Select(Subject)]);

    public static JsonObject ClusterRoleRef(string name) => new() { ["apiGroup"] = ApiGroup, ["kind"] = "ClusterRole", ["name"] = name };

    public static JsonArray Strings(params ReadOnlySpan<string> values)
    {
        var array = new JsonArray();
        foreach (var value in values)
            array.Add((JsonNode)value);
        return array;
    }

    private static JsonObject Subject(Subject subject) => subject.Kind == SubjectKind.ServiceAccount
        ? new() { ["kind"] = nameof(SubjectKind.ServiceAccount), ["name"] = subject.Name, ["namespace"] = subject.Namespace }
        : new() { ["apiGroup"] = ApiGroup, ["kind"] = subject.Kind.ToString(), ["name"] = subject.Name };
}
