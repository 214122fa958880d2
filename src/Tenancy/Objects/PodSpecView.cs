using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>A pod's spec in a request, wherever the resource keeps it.</summary>
/// <param name="Spec">The PodSpec.</param>
/// <param name="SpecPath">Its path in the object: <c>spec</c>, or <c>spec.template.spec</c> and the like.</param>
/// <param name="Metadata">The metadata of the pod or template, for annotations.</param>
/// <param name="MetadataPath">Its path in the object.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PodSpecView(JsonElement Spec, string SpecPath, JsonElement Metadata, string MetadataPath)
{
    /// <summary>The pod's securityContext.</summary>
    public JsonElement SecurityContext => Spec.At("securityContext"u8);

    /// <summary>
    /// Whether the pod asks for Windows. Kubelets refuse a pod of another operating system than theirs, so this opens nothing on
    /// Linux (Pod Security Standards, 1.25 and later).
    /// </summary>
    public bool IsWindows => Spec.At("os"u8).Is("name"u8, "windows"u8);

    /// <summary>All containers: containers, initContainers (sidecars too), ephemeralContainers.</summary>
    public ContainerEnumerable Containers => new(this);

    /// <summary>The path of a member of the spec: <c>spec</c> and <paramref name="member"/>, such as <c>.hostNetwork</c>.</summary>
    public string Path(string member) => SpecPath.Length == 0 ? member.TrimStart('.') : SpecPath + member;

    /// <summary>The path of an annotation.</summary>
    public string AnnotationPath(string key) => $"{MetadataPath}.annotations[{key}]";

    /// <summary>Finds the pod spec in the request's object; false when the resource has none.</summary>
    public static bool TryLocate(AdmissionRequest request, [MaybeNullWhen(false)] out PodSpecView view)
    {
        var root = request.Object;
        switch (request.Resource)
        {
            // Before Kubernetes 1.22 the subresource's object is an EphemeralContainers with the list at its top.
            case "pods/ephemeralcontainers" when root.Is("kind"u8, "EphemeralContainers"u8):
                view = new(root, "", root.At("metadata"u8), "metadata");
                return true;
            case "pods" or "pods/ephemeralcontainers" or "pods/resize":
                view = new(root.At("spec"u8), "spec", root.At("metadata"u8), "metadata");
                return true;
            case "podtemplates":
                view = Template(root.At("template"u8), "template");
                return true;
            case "cronjobs":
                view = Template(root.At("spec"u8).At("jobTemplate"u8).At("spec"u8).At("template"u8), "spec.jobTemplate.spec.template");
                return true;
            case "deployments" or "replicasets" or "statefulsets" or "daemonsets" or "jobs" or "replicationcontrollers":
                view = Template(root.At("spec"u8).At("template"u8), "spec.template");
                return true;
            default:
                view = default;
                return false;
        }
    }

    private static PodSpecView Template(JsonElement template, string path) =>
        new(template.At("spec"u8), path + ".spec", template.At("metadata"u8), path + ".metadata");
}
