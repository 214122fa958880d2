using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>One container of a pod, of any of the three kinds.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContainerView(JsonElement Element, PodSpecView Pod, ContainerKind Kind, int Index)
{
    /// <summary>The container's securityContext.</summary>
    public JsonElement SecurityContext => Element.At("securityContext"u8);

    /// <summary>The path of a member, such as <c>spec.containers[1].image</c> for <c>.image</c>.</summary>
    public string Path(string member) => Pod.Path($".{Kind switch
    {
        ContainerKind.Container => "containers",
        ContainerKind.Init => "initContainers",
        _ => "ephemeralContainers",
    }}[{Index}]{member}");
}
