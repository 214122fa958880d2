using System.Text.Json;
using TenantOperator.Registrations;

namespace TenantOperator.Certificates;

/// <summary>What is kept of a webhook configuration.</summary>
/// <param name="Webhooks">Its webhooks, in their order.</param>
internal sealed record RegistrationEntry(IReadOnlyList<RegisteredWebhook> Webhooks)
{
    /// <summary>The <c>caBundle</c> of each of its webhooks, null where it has none.</summary>
    public IReadOnlyList<string?> CaBundles { get; } = [.. Webhooks.Select(w => w.CaBundle)];

    public static RegistrationEntry Read(JsonElement stored) =>
        new(stored.TryGetProperty("webhooks", out var webhooks) && webhooks.ValueKind == JsonValueKind.Array
            ? [.. webhooks.EnumerateArray().Select(RegisteredWebhook.Read)]
            : []);
}
