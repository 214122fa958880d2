using System.Text.Json.Nodes;

namespace Conformance.Format;

/// <summary>The resource that an object of the corpus is written to.</summary>
internal sealed record Kinds(string Group, string Version, string Plural, bool Namespaced)
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["NetworkPolicy"] = "networkpolicies",
        ["CiliumNetworkPolicy"] = "ciliumnetworkpolicies",
        ["HTTPProxy"] = "httpproxies",
        ["NetworkAttachmentDefinition"] = "network-attachment-definitions",
        ["SecretProviderClass"] = "secretproviderclasses",
        ["ServiceEntry"] = "serviceentries",
        ["Ingress"] = "ingresses",
        ["IngressClass"] = "ingressclasses",
        ["StorageClass"] = "storageclasses",
        ["PriorityClass"] = "priorityclasses",
        ["RuntimeClass"] = "runtimeclasses",
        ["Endpoints"] = "endpoints",
        // Connect options are written to their subresource.
        ["PodExecOptions"] = "pods",
        ["PodAttachOptions"] = "pods",
        ["PodPortForwardOptions"] = "pods",
        ["EphemeralContainers"] = "pods",
    };

    /// <summary>The resource whose subresource an object is written to: a Binding also to a pod's.</summary>
    public static Kinds Of(JsonObject subject, string subresource) => subresource == "binding" ? Of(subject) with { Plural = "pods" } : Of(subject);

    public static Kinds Of(JsonObject subject)
    {
        var apiVersion = (string)subject["apiVersion"]!;
        var kind = (string)subject["kind"]!;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var plural = Irregular.GetValueOrDefault(kind, kind.ToLowerInvariant() + "s");
        var clusterScoped = kind is "Namespace" or "Tenant" or "ClusterRole" or "ClusterRoleBinding" or "PersistentVolume" or "StorageClass" or "IngressClass" or "PriorityClass" or "RuntimeClass";
        return new(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], plural, !clusterScoped);
    }
}
