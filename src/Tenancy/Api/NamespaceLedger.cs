using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>
/// Who has which of a tenant's places for namespaces (spec.namespaces.limit); it has the tenant's name. Written by the operator alone: the webhook that lets a namespace be made takes
/// its place here, by compare-and-swap. One that is deleted is begun anew from the namespaces that there are.
/// </summary>
[CustomResource("namespaceledgers", "namespaceledger", ShortName = "nsl")]
[PrinterColumn("Taken", ".taken", Type = "integer", Description = "places that are taken")]
[PrinterColumn("Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record NamespaceLedger
{
    /// <summary>The CRD's group.</summary>
    public const string Group = Tenant.Group;

    /// <summary>The CRD's served and stored version.</summary>
    public const string Version = Tenant.Version;

    /// <summary>The CRD's plural.</summary>
    public const string Plural = "namespaceledgers";

    /// <summary>Always <c>tenantoperator.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; init => field = value ?? $"{Group}/{Version}"; } = $"{Group}/{Version}";

    /// <summary>Always <c>NamespaceLedger</c>.</summary>
    public string Kind { get; init => field = value ?? nameof(NamespaceLedger); } = nameof(NamespaceLedger);

    /// <summary>Standard object metadata.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>How many places are taken, for kubectl to show: the places themselves are what counts.</summary>
    public int Taken { get; init; }

    /// <summary>By a namespace's full name, the place that it has.</summary>
    [Required]
    public IReadOnlyDictionary<string, NamespacePlace> Places { get; init => field = value ?? new Dictionary<string, NamespacePlace>(); } = new Dictionary<string, NamespacePlace>();

    /// <summary>The ledger of a tenant with these places.</summary>
    public static NamespaceLedger Of(string tenant, IReadOnlyDictionary<string, NamespacePlace> places) => new()
    {
        Metadata = new() { Name = tenant, Labels = new Dictionary<string, string> { [Labels.Tenant] = tenant, [Labels.ManagedBy] = Labels.Operator } },
        Taken = places.Count,
        Places = places,
    };
}
