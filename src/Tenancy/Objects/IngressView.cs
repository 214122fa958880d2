using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>An Ingress in a request.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IngressView(JsonElement Spec, JsonElement Annotations)
{
    /// <summary>The class's annotation from before the field (deprecated in 1.18, still read by every controller).</summary>
    public static ReadOnlySpan<byte> ClassAnnotation => "kubernetes.io/ingress.class"u8;

    /// <summary>The Ingress that a request writes.</summary>
    public static IngressView Of(AdmissionRequest request) => new(request.Object.At("spec"u8), request.Object.At("metadata"u8).At("annotations"u8));
}
