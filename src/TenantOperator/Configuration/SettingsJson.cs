using System.Text.Json.Serialization;

namespace TenantOperator.Configuration;

/// <summary>JSON of the configuration file. A key that is not known is an error: a typo must not silently mean a default.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(OperatorSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
