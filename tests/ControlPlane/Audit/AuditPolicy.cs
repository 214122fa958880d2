namespace ControlPlanes.Audit;

/// <summary>Has the API server of a folder write down what the operator asks of it, and of nobody else.</summary>
internal static class AuditPolicy
{
    /// <summary>The file whose presence turns it on.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "audit-policy.yaml");

    /// <summary>The log.</summary>
    public static string LogIn(string folder) => Path.Combine(folder, "audit.log");

    /// <summary>Turns it on for an API server that starts in the folder later.</summary>
    public static void WriteTo(string folder) => File.WriteAllText(FileIn(folder), Text);

    // Whom a role binding binds, and what a role holds, stand in the requests themselves. A watch is told of with its first event, or when it ends.
    private static string Text =>
        $"""
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Request
          users: {Users}
          verbs: [create, patch, update]
          resources: [{"{"}group: rbac.authorization.k8s.io, resources: [rolebindings, clusterroles]{"}"}]
        - level: Metadata
          users: {Users}
        - level: None

        """;

    private static string Users => $"[{string.Join(", ", Accounts.Users.Select(u => $"\"{u}\""))}]";
}
