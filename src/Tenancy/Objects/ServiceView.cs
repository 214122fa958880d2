using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>A Service in a request.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ServiceView(JsonElement Spec, JsonElement Annotations)
{
    /// <summary>The type.</summary>
    public ServiceType Type => Spec.At("type"u8) switch
    {
        var t when !t.Exists() => ServiceType.ClusterIP,
        { ValueKind: not JsonValueKind.String } => ServiceType.Unknown,
        var t when t.ValueEquals("ClusterIP"u8) || t.ValueEquals(""u8) => ServiceType.ClusterIP,
        var t when t.ValueEquals("NodePort"u8) => ServiceType.NodePort,
        var t when t.ValueEquals("LoadBalancer"u8) => ServiceType.LoadBalancer,
        var t when t.ValueEquals("ExternalName"u8) => ServiceType.ExternalName,
        _ => ServiceType.Unknown,
    };

    /// <summary>The Service that a request writes.</summary>
    public static ServiceView Of(AdmissionRequest request) => new(request.Object.At("spec"u8), request.Object.At("metadata"u8).At("annotations"u8));
}
