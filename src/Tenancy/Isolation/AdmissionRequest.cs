using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation;

/// <summary>
/// What a rule reads of an AdmissionReview's request. Old and new travel by name, never by position. The JSON elements are
/// views on the request's pooled buffer and are dead once the request has been answered.
/// </summary>
public sealed record AdmissionRequest
{
    // Found once for all rules. Of this object in this resource: a copy with another starts anew.
    private LocatedPod? pod;

    /// <summary>The review's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>The API group of the resource, empty for core.</summary>
    public required string Group { get; init; }

    /// <summary>The version of the resource as delivered.</summary>
    public required string Version { get; init; }

    /// <summary>The plural, with the subresource behind a slash: <c>pods/ephemeralcontainers</c>.</summary>
    public required string Resource
    {
        get;
        init
        {
            field = value;
            pod = null;
        }
    }

    /// <summary>The operation, one.</summary>
    public required Operations Operation { get; init; }

    /// <summary>The object's name; empty while <c>generateName</c> is yet to be filled in.</summary>
    public string Name { get; init; } = "";

    /// <summary>The object's namespace (for a Namespace its own name); empty for other cluster-scoped objects.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Who asks.</summary>
    public required Requester Requester { get; init; }

    /// <summary>Whether nothing will be stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>The object as it would be stored; undefined on DELETE.</summary>
    public JsonElement Object
    {
        get;
        init
        {
            field = value;
            pod = null;
        }
    }

    /// <summary>The object as it is stored; undefined on CREATE.</summary>
    public JsonElement OldObject { get; init; }

    /// <summary>The pod in <see cref="Object"/>, if the resource has one.</summary>
    internal LocatedPod Pod => pod ??= LocatedPod.In(this);
}
