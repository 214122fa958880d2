using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>Where a request's object keeps its pod, and the lists in it that nearly every rule goes through: found once for all of them.</summary>
internal sealed class LocatedPod
{
    private LocatedPod(JsonElement spec, string specPath, JsonElement metadata, string metadataPath)
    {
        Exists = true;
        (Spec, SpecPath, Metadata, MetadataPath) = (spec, specPath, metadata, metadataPath);
        SecurityContext = spec.At("securityContext"u8);
        Containers = spec.At("containers"u8);
        InitContainers = spec.At("initContainers"u8);
        EphemeralContainers = spec.At("ephemeralContainers"u8);
        IsWindows = spec.At("os"u8).Is("name"u8, "windows"u8);
    }

    private LocatedPod() => (SpecPath, MetadataPath) = ("", "");

    /// <summary>Whether the resource has a pod.</summary>
    public bool Exists { get; }

    public JsonElement Spec { get; }

    public string SpecPath { get; }

    public JsonElement Metadata { get; }

    public string MetadataPath { get; }

    public JsonElement SecurityContext { get; }

    public JsonElement Containers { get; }

    public JsonElement InitContainers { get; }

    public JsonElement EphemeralContainers { get; }

    public bool IsWindows { get; }

    private static LocatedPod None { get; } = new();

    /// <summary>The pod in a request's object.</summary>
    public static LocatedPod In(AdmissionRequest request)
    {
        var root = request.Object;
        return request.Resource switch
        {
            // Before Kubernetes 1.22 the subresource's object is an EphemeralContainers with the list at its top.
            "pods/ephemeralcontainers" when root.Is("kind"u8, "EphemeralContainers"u8) => new(root, "", root.At("metadata"u8), "metadata"),
            "pods" or "pods/ephemeralcontainers" or "pods/resize" => new(root.At("spec"u8), "spec", root.At("metadata"u8), "metadata"),
            "podtemplates" => Template(root.At("template"u8), "template"),
            "cronjobs" => Template(root.At("spec"u8).At("jobTemplate"u8).At("spec"u8).At("template"u8), "spec.jobTemplate.spec.template"),
            "deployments" or "replicasets" or "statefulsets" or "daemonsets" or "jobs" or "replicationcontrollers" => Template(root.At("spec"u8).At("template"u8), "spec.template"),
            _ => None,
        };
    }

    private static LocatedPod Template(JsonElement template, string path) => new(template.At("spec"u8), path + ".spec", template.At("metadata"u8), path + ".metadata");
}
