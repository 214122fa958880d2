using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Endpoints;

/// <summary>Whose an Endpoints object or an EndpointSlice is.</summary>
public sealed class Ownership : IRule
{
    public string Id => "endpoints/ownership";

    public string Denies => "Writes by others than the system and the platform's admins of what the control plane manages: slices whose endpointslice.kubernetes.io/managed-by is of "
        + "k8s.io or kubernetes.io, Endpoints that carry the endpoint controller's marks; as stored or as written. And endpoints that claim to be an object of another namespace.";

    public string Why => "A changed slice sends a service's traffic elsewhere until the controller looks again, and one that loses its mark stays for good. A targetRef tells meshes and "
        + "ingress controllers whose identity the endpoint has. A slice names its service without a namespace, so it cannot be for a service of another one.";

    public string? NotAudited => "It judges who writes, and a stored object does not tell who wrote it.";

    public IReadOnlyList<Guard> Guards { get; } =
        [new("", "v1", "endpoints", Operations.Write), new("discovery.k8s.io", "*", "endpointslices", Operations.Write)];

    // Compares old and new itself: that the control plane's mark is stored excuses nothing.
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem())
            return;
        var request = input.Request;
        var (mark, value) = Mark(request.OldObject);
        if (mark is null)
            (mark, value) = Mark(request.Object);
        if (mark is not null)
            violations.Add(mark, $"{value.Show()} is of what the control plane manages, which is not to be written by others");
        if (!Same("endpoints"u8, request) || !Same("subsets"u8, request))
            CheckTargets(request, violations);
    }

    private static bool Same(ReadOnlySpan<byte> member, AdmissionRequest request) => request.OldObject.At(member).SameAs(request.Object.At(member));

    /// <summary>Where the object says that the control plane manages it; the Service that it is of, whose selector would say so too, is not at hand.</summary>
    private static (string? Field, JsonElement Value) Mark(JsonElement o)
    {
        var metadata = o.At("metadata"u8);
        foreach (var label in metadata.Members("labels"u8))
        {
            if ((label.NameEquals("endpointslice.kubernetes.io/managed-by"u8) && !IsOfSomebodyElse(label.Value)) || label.NameEquals("endpoints.kubernetes.io/managed-by"u8))
                return ($"metadata.labels[{label.Name}]", label.Value);
        }
        foreach (var annotation in metadata.Members("annotations"u8))
        {
            // last-change-trigger-time, over-capacity: on slices the former is the tenant's to set.
            if (annotation.NameStartsWith("endpoints.kubernetes.io/"u8) && !o.At("addressType"u8).Exists())
                return ($"metadata.annotations[{annotation.Name}]", annotation.Value);
        }
        return default;
    }

    private static bool IsOfSomebodyElse(JsonElement managedBy) =>
        managedBy.ValueKind == JsonValueKind.String && managedBy.GetString() is { } name && !HostName.IsWithin(name, "k8s.io") && !HostName.IsWithin(name, "kubernetes.io");

    private static void CheckTargets(AdmissionRequest request, Violations violations)
    {
        var i = 0;
        foreach (var endpoint in request.Object.Items("endpoints"u8))
            CheckTarget(endpoint, $"endpoints[{i++}]", request, violations);
        i = 0;
        foreach (var subset in request.Object.Items("subsets"u8))
        {
            var j = 0;
            foreach (var address in subset.Items("addresses"u8))
                CheckTarget(address, $"subsets[{i}].addresses[{j++}]", request, violations);
            j = 0;
            foreach (var address in subset.Items("notReadyAddresses"u8))
                CheckTarget(address, $"subsets[{i}].notReadyAddresses[{j++}]", request, violations);
            i++;
        }
    }

    private static void CheckTarget(JsonElement endpoint, string path, AdmissionRequest request, Violations violations)
    {
        var target = endpoint.At("targetRef"u8);
        if (target.Exists() && target.ValueKind != JsonValueKind.Object)
            violations.Add($"{path}.targetRef", $"{target.Show()} is no object");
        var name = target.At("namespace"u8);
        if (name.Exists() && !(name.ValueKind == JsonValueKind.String && (name.ValueEquals(""u8) || name.ValueEquals(request.Namespace))))
            violations.Add($"{path}.targetRef.namespace", $"{name.Show()} is not the object's own namespace, \"{request.Namespace}\"");
    }
}
