using System.Text;
using System.Text.Json;

namespace TenantOperator.Certificates;

/// <summary>Reads the data of a Secret.</summary>
internal static class SecretData
{
    /// <summary>The text under a key; null when it is missing, or not what a Secret holds. Nothing throws.</summary>
    public static string? Text(JsonElement secret, string key) =>
        secret.ValueKind == JsonValueKind.Object
        && secret.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes)
            ? Encoding.UTF8.GetString(bytes)
            : null;
}
