using System.Text.Json;

namespace TenantOperator.Certificates;

/// <summary>What is kept of a webhook configuration: the <c>caBundle</c> of each of its webhooks, null where it has none.</summary>
internal sealed record RegistrationEntry(IReadOnlyList<string?> CaBundles)
{
    public static RegistrationEntry Read(JsonElement stored) =>
        new(stored.TryGetProperty("webhooks", out var webhooks) && webhooks.ValueKind == JsonValueKind.Array
            ? [.. webhooks.EnumerateArray().Select(CaBundle)]
            : []);

    private static string? CaBundle(JsonElement webhook) =>
        webhook.TryGetProperty("clientConfig", out var client) && client.TryGetProperty("caBundle", out var bundle) ? bundle.GetString() : null;
}
