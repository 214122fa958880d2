using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Tenancy.Api;

/// <summary>Limits for one type of object, as in a LimitRange. Maps go from resource name to quantity.</summary>
public sealed record LimitRangeItem
{
    /// <summary>Container, Pod or PersistentVolumeClaim.</summary>
    [Required]
    public LimitType Type { get; init; }

    /// <summary>Limits for containers that set none.</summary>
    [Items(Max = 32), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string>? Default { get; init; }

    /// <summary>Requests for containers that set none.</summary>
    [Items(Max = 32), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string>? DefaultRequest { get; init; }

    /// <summary>The most that may be asked for.</summary>
    [Items(Max = 32), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string>? Max { get; init; }

    /// <summary>The least that must be asked for.</summary>
    [Items(Max = 32), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string>? Min { get; init; }

    /// <summary>How many times the request the limit may be.</summary>
    [Items(Max = 32), Quantity, JsonConverter(typeof(QuantityMapConverter))]
    public IReadOnlyDictionary<string, string>? MaxLimitRequestRatio { get; init; }
}
