using System.Text.Json.Nodes;

namespace Conformance.Format;

/// <summary>The resource that an object of the corpus is written to.</summary>
internal sealed record Kinds(string Group, string Version, string Plural, bool Namespaced)
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["NetworkPolicy"] = "networkpolicies",
        ["Ingress"] = "ingresses",
        ["IngressClass"] = "ingressclasses",
        ["StorageClass"] = "storageclasses",
        ["Endpoints"] = "endpoints",
        // Connect options are written to their subresource.
        ["PodExecOptions"] = "pods",
        ["PodAttachOptions"] = "pods",
        ["PodPortForwardOptions"] = "pods",
        ["EphemeralContainers"] = "pods",
    };

    public static Kinds Of(JsonObject subject)
    {
        var apiVersion = (string)subject["apiVersion"]!;
        var kind = (string)subject["kind"]!;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var plural = Irregular.GetValueOrDefault(kind, kind.ToLowerInvariant() + "s");
        var clusterScoped = kind is "Namespace" or "Tenant" or "ClusterRole" or "ClusterRoleBinding" or "PersistentVolume" or "IngressClass";
        return new(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], plural, !clusterScoped);
    }
}
