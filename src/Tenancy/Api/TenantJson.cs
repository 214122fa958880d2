using System.Text.Json.Serialization;

namespace Tenancy.Api;

/// <summary>JSON of the API types, generated at compile time: camel case, unset fields absent, enums by name.</summary>
/// <remarks>
/// Generated code assigns null to an init-only property that the JSON does not have, over its initial value; so the types restore
/// it in the setter (<c>init => field = value ?? …</c>). Unknown fields are ignored: a newer version may have written them.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(TenantStatus))]
[JsonSerializable(typeof(TenantClass))]
[JsonSerializable(typeof(NamespaceLedger))]
public sealed partial class TenantJson : JsonSerializerContext;
