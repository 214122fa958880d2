using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>A pod's spec in a request, wherever the resource keeps it.</summary>
public readonly record struct PodSpecView
{
    private readonly LocatedPod located;

    internal PodSpecView(LocatedPod located) => this.located = located;

    /// <summary>The PodSpec.</summary>
    public JsonElement Spec => located.Spec;

    /// <summary>Its path in the object: <c>spec</c>, or <c>spec.template.spec</c> and the like.</summary>
    public string SpecPath => located.SpecPath;

    /// <summary>The metadata of the pod or template, for annotations.</summary>
    public JsonElement Metadata => located.Metadata;

    /// <summary>Its path in the object.</summary>
    public string MetadataPath => located.MetadataPath;

    /// <summary>The pod's securityContext.</summary>
    public JsonElement SecurityContext => located.SecurityContext;

    /// <summary>
    /// Whether the pod asks for Windows. Kubelets refuse a pod of another operating system than theirs, so this opens nothing on
    /// Linux (Pod Security Standards, 1.25 and later).
    /// </summary>
    public bool IsWindows => located.IsWindows;

    /// <summary>All containers: containers, initContainers (sidecars too), ephemeralContainers.</summary>
    public ContainerEnumerable Containers => new(this);

    /// <summary>The path of a member of the spec: <c>spec</c> and <paramref name="member"/>, such as <c>.hostNetwork</c>.</summary>
    public string Path(string member) => SpecPath.Length == 0 ? member.TrimStart('.') : SpecPath + member;

    /// <summary>The path of an annotation.</summary>
    public string AnnotationPath(string key) => $"{MetadataPath}.annotations[{key}]";

    /// <summary>Finds the pod spec in the request's object; false when the resource has none.</summary>
    public static bool TryLocate(AdmissionRequest request, out PodSpecView view)
    {
        var pod = request.Pod;
        view = new(pod);
        return pod.Exists;
    }

    /// <summary>The list of a kind of containers; none when it is absent or no list.</summary>
    internal JsonElement.ArrayEnumerator List(ContainerKind kind)
    {
        var list = kind switch
        {
            ContainerKind.Container => located.Containers,
            ContainerKind.Init => located.InitContainers,
            _ => located.EphemeralContainers,
        };
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
    }
}
