using System.Text.Json;
using OperatorRuntime;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Denials;

/// <summary>
/// The object that an event of a denial is on: the controller that wanted to make what was denied, for that is what people look at when there
/// are no pods, else the object itself. Always one of the request's own namespace.
/// </summary>
internal static class Involved
{
    // Long enough for a UUID; an event with another one would be found by nobody.
    private const int LongestUid = 64;

    private static readonly ResourceType Pods = new("", "v1", "pods", "Pod", Namespaced: true);

    // Kinds that live in namespaces, and make pods or what makes them. An owner reference says what its writer likes: were it taken as it is, a tenant
    // could have his denials shown on nodes, since kubectl looks for events on what has no namespace in all of them.
    private static readonly ResourceType[] Controllers =
    [
        new("apps", "v1", "replicasets", "ReplicaSet", Namespaced: true),
        new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true),
        new("apps", "v1", "daemonsets", "DaemonSet", Namespaced: true),
        new("apps", "v1", "deployments", "Deployment", Namespaced: true),
        new("batch", "v1", "jobs", "Job", Namespaced: true),
        new("batch", "v1", "cronjobs", "CronJob", Namespaced: true),
        new("", "v1", "replicationcontrollers", "ReplicationController", Namespaced: true),
    ];

    /// <summary>The object; null when the request does not tell.</summary>
    public static ObjectReference? In(AdmissionRequest request)
    {
        var subject = request.Object.Exists() ? request.Object : request.OldObject;
        var metadata = subject.At("metadata"u8);
        if (request.Operation == Operations.Create && ControllerOf(metadata, request.Namespace) is { } controller)
            return controller;
        if (TypeOf(request, subject) is not { } type)
            return null;
        var name = Legible.Name(request.Name.Length > 0 ? request.Name : metadata.String("generateName"u8) ?? "");
        return name.Length == 0 ? null : new(type, new(request.Namespace, name), IsStored(request) ? Uid(metadata) : null);
    }

    private static ObjectReference? ControllerOf(JsonElement metadata, string @namespace)
    {
        foreach (var owner in metadata.Items("ownerReferences"u8))
        {
            if (owner.Bool("controller"u8) is not true)
                continue;
            var (version, kind) = (owner.String("apiVersion"u8), owner.String("kind"u8));
            var type = Array.Find(Controllers, c => string.Equals(c.Kind, kind, StringComparison.Ordinal) && string.Equals(c.ApiVersion, version, StringComparison.Ordinal));
            return type is not null && owner.String("name"u8) is { Length: > 0 } name ? new(type, new(@namespace, Legible.Name(name)), Uid(owner)) : null;
        }
        return null;
    }

    // What is asked of a subresource is of another kind than what it belongs to.
    private static ResourceType? TypeOf(AdmissionRequest request, JsonElement subject)
    {
        if (request.Resource.Contains('/', StringComparison.Ordinal))
            return request.Resource.StartsWith("pods/", StringComparison.Ordinal) ? Pods : null;
        return subject.String("kind"u8) is { Length: > 0 } kind ? new(request.Group, request.Version, request.Resource, Legible.Name(kind), Namespaced: true) : null;
    }

    // The uid of an object that was refused is one that no object will ever have.
    private static bool IsStored(AdmissionRequest request) => request.Operation is Operations.Update or Operations.Delete && !request.Resource.Contains('/', StringComparison.Ordinal);

    private static string? Uid(JsonElement holder) => holder.String("uid"u8) is { Length: > 0 and <= LongestUid } uid ? Legible.Name(uid) : null;
}
