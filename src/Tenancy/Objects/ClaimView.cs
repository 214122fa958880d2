using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>A PersistentVolumeClaim, or the template of one in a StatefulSet or a pod.</summary>
/// <param name="Element">What holds its metadata and spec.</param>
/// <param name="Root">For a template, where its list stands, such as <c>spec</c>.</param>
/// <param name="List">For a template, its list, such as <c>.volumeClaimTemplates</c>.</param>
/// <param name="Index">For a template, its place in the list; -1 for a claim.</param>
/// <param name="Item">For a template, where it stands in the list's item.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClaimView(JsonElement Element, string Root = "", string List = "", int Index = -1, string Item = "")
{
    /// <summary>The class's annotation from before the field (1.6). The API server and the volume binder read it first.</summary>
    public const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    /// <summary>Whether claims will be made from this, which the API server then completes.</summary>
    public bool IsTemplate => Index >= 0;

    /// <summary>The spec.</summary>
    public JsonElement Spec => Element.At("spec"u8);

    /// <summary>The annotations.</summary>
    public JsonElement Annotations => Element.At("metadata"u8).At("annotations"u8);

    /// <summary>The class by annotation; undefined when there is none.</summary>
    public JsonElement AnnotatedClass => Annotations.At("volume.beta.kubernetes.io/storage-class"u8);

    /// <summary>The class as it is written, by the annotation before the field; undefined or null when there is none.</summary>
    public JsonElement WrittenClass => AnnotatedClass.Exists() ? AnnotatedClass : Spec.At("storageClassName"u8);

    /// <summary>Where <see cref="WrittenClass"/> stands.</summary>
    public string ClassPath => Path(AnnotatedClass.Exists() ? $"metadata.annotations[{ClassAnnotation}]" : "spec.storageClassName");

    /// <summary>The path of a member, such as <c>spec.volumeName</c>.</summary>
    public string Path(string member) => IsTemplate ? $"{Root}{List}[{Index}]{Item}.{member}" : member;
}
