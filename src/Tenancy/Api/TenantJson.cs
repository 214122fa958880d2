using System.Text.Json.Serialization;

namespace Tenancy.Api;

/// <summary>JSON of the API types, generated at compile time: camel case, unset fields absent, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(TenantStatus))]
public sealed partial class TenantJson : JsonSerializerContext;
