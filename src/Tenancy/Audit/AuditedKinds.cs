namespace Tenancy.Audit;

/// <summary>
/// Every kind that rules judge when it is made and that the audit reads. The chart lets the controller list these, and none of them is a
/// Secret. A test holds the list to the guards of the rules.
/// </summary>
public static class AuditedKinds
{
    private const string Apps = "apps";
    private const string Batch = "batch";
    private const string Networking = "networking.k8s.io";
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>In the order in which they are read and told of: what runs first.</summary>
    public static IReadOnlyList<AuditedKind> All { get; } =
    [
        new("", ["v1"], "pods", "Pod"),
        new(Apps, ["v1"], "deployments", "Deployment"),
        new(Apps, ["v1"], "statefulsets", "StatefulSet"),
        new(Apps, ["v1"], "daemonsets", "DaemonSet"),
        new(Apps, ["v1"], "replicasets", "ReplicaSet"),
        new("", ["v1"], "replicationcontrollers", "ReplicationController"),
        new(Batch, ["v1"], "jobs", "Job"),
        new(Batch, ["v1", "v1beta1"], "cronjobs", "CronJob"),
        new("", ["v1"], "podtemplates", "PodTemplate"),
        new("", ["v1"], "services", "Service"),
        new("discovery.k8s.io", ["v1", "v1beta1"], "endpointslices", "EndpointSlice"),
        new(Networking, ["v1"], "ingresses", "Ingress"),
        new(Networking, ["v1"], "networkpolicies", "NetworkPolicy"),
        new("", ["v1"], "persistentvolumeclaims", "PersistentVolumeClaim"),
        new(Rbac, ["v1"], "rolebindings", "RoleBinding"),
        new(Rbac, ["v1"], "roles", "Role"),
    ];

    /// <summary>
    /// Kinds that rules judge when they are made and that are not read all the same. Endpoints tell only by their Service whether the control plane
    /// wrote them; those written by hand it mirrors into slices, and these are read.
    /// </summary>
    public static IReadOnlyList<(string Group, string Plural)> NotRead { get; } = [("", "endpoints")];
}
