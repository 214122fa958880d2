using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Tenancy.Api;

/// <summary>A resource quota.</summary>
public sealed record QuotaSpec
{
    /// <summary>Names the quota; the ResourceQuota is called <c>tenant-quota-</c> and this.</summary>
    [Required, StringLength(40, MinimumLength = 1), RegularExpression(Patterns.DnsLabel)]
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Namespace: each namespace has the whole quota for itself. Unset: Namespace.</summary>
    public QuotaScope? Scope { get; init; }

    /// <summary>Hard limits by resource name, as in a ResourceQuota.</summary>
    [Required, Items(Min = 1, Max = 128), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string> Hard { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
}
