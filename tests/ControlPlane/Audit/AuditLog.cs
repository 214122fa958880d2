using System.Text.Json.Nodes;

namespace ControlPlanes.Audit;

/// <summary>
/// The rights that requests needed, by the audit log of an API server. What admission, a conflict or a missing object refused needed its right all the same. Some needed more than the
/// one that the request names: RBAC asks once more within it.
/// </summary>
internal static class AuditLog
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string RoleBindings = Right.ResourceOf(Rbac, "rolebindings");
    private static readonly string ClusterRoles = Right.ResourceOf(Rbac, "clusterroles");

    /// <summary>All that a log tells of.</summary>
    public static IEnumerable<Call> ReadFile(string file) => File.ReadLines(file).Where(line => line.Length > 0).SelectMany(Read);

    /// <summary>What one line tells of; nothing when it is of another account, or of no resource, as <c>/version</c> is.</summary>
    public static IReadOnlyList<Call> Read(string line)
    {
        var entry = JsonNode.Parse(line)!;
        if (entry["objectRef"] is not { } about || Accounts.Of(Text(entry["user"], "username")) is not { } account)
            return [];
        var right = new Right(
            account, Right.ResourceOf(Text(about, "apiGroup"), Text(about, "resource"), Text(about, "subresource")), Text(about, "name"), Text(entry, "verb"), Text(about, "namespace"));
        var (code, said) = ((int?)entry["responseStatus"]?["code"] ?? 0, Text(entry["responseStatus"], "message"));
        if (Text(entry["annotations"], "authorization.k8s.io/decision") == "forbid")
            return [new(right, said)];
        if (code == 403 && said.Contains("attempting to grant RBAC permissions not currently held", StringComparison.Ordinal))
            return [new(right), new(right with { Verb = "escalate" }, said)];
        // An apply to an object that is not there is a creation, and authorized as one once the server has looked.
        if (right.Verb == "patch" && code == 403 && said.Contains("cannot create resource", StringComparison.Ordinal))
            return [new(right), new(right with { Verb = "create" }, said)];
        return
        [
            new(right),
            .. right.Verb == "patch" && code == 201 ? [new Call(right with { Verb = "create" })] : Array.Empty<Call>(),
            .. code is 200 or 201 ? Within(right, entry["requestObject"]) : [],
        ];
    }

    // Who gives a role must be allowed to bind it, or hold what it holds; who writes a role must hold what it holds.
    private static IEnumerable<Call> Within(Right right, JsonNode? written)
    {
        if (right.Resource == RoleBindings && written?["roleRef"] is { } role)
            yield return new(right with { Resource = Right.ResourceOf(Rbac, Text(role, "kind") == "Role" ? "roles" : "clusterroles"), Name = Text(role, "name"), Verb = "bind" });
        if (right.Resource != ClusterRoles)
            yield break;
        foreach (var held in RoleRules.Rights(right.Account, "", (written?["rules"] as JsonArray ?? []).Select(Rule)))
            yield return new(held);
    }

    private static RoleRules Rule(JsonNode? rule) => new(List(rule, "apiGroups"), List(rule, "resources"), List(rule, "resourceNames"), List(rule, "verbs"));

    private static IReadOnlyList<string> List(JsonNode? node, string name) => [.. (node?[name] as JsonArray ?? []).Select(v => v!.ToString())];

    private static string Text(JsonNode? node, string name) => node?[name]?.ToString() ?? "";
}
