using System.Text.Json.Nodes;
using Tenancy.Isolation;

namespace Conformance.Format;

/// <summary>One case, with every default filled in and every delta applied.</summary>
internal sealed record CorpusCase
{
    public required string Rule { get; init; }

    public required string Name { get; init; }

    /// <summary>The whole spec of tenant <c>acme</c>.</summary>
    public required JsonObject TenantSpec { get; init; }

    /// <summary>What the request carries as its object; null on DELETE and CONNECT.</summary>
    public required JsonObject? Object { get; init; }

    /// <summary>What is stored; null on CREATE. On CONNECT what names the resource, stored or not.</summary>
    public required JsonObject? OldObject { get; init; }

    public required Operations Operation { get; init; }

    /// <summary>Empty when the object itself is written.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>By which kind of request an API server is asked for an update.</summary>
    public UpdateBy By { get; init; }

    public required Requester User { get; init; }

    /// <summary>The cluster's default IngressClass, or null.</summary>
    public string? DefaultIngressClass { get; init; }

    /// <summary>The cluster's default PriorityClass, or null.</summary>
    public string? DefaultPriorityClass { get; init; }

    /// <summary>The cluster's default StorageClass, or null.</summary>
    public string? DefaultStorageClass { get; init; }

    /// <summary>What else is stored in the tenant's namespace.</summary>
    public IReadOnlyList<JsonObject> Besides { get; init; } = [];

    public required Decision Decision { get; init; }

    /// <summary>The rules that must have spoken, and no others.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Why the case cannot be put to an API server, or not to one older than a version; null when it can.</summary>
    public ApiServerLimit? ApiServer { get; init; }

    /// <summary>The object that names the case's resource.</summary>
    public JsonObject Subject => Object ?? OldObject!;

    public override string ToString() => $"{Rule}: {Name}";
}
