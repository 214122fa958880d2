using System.Text.Json;

namespace TenantOperator.Registrations;

/// <summary>What is kept of one webhook of a webhook configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CaBundle">Whom the API server trusts to answer; null when nobody.</param>
/// <param name="Asks">What the API server asks it for, as <see cref="RuleText"/> writes it; empty when for nothing.</param>
internal sealed record RegisteredWebhook(string Name, string? CaBundle, string Asks)
{
    public static RegisteredWebhook Read(JsonElement webhook) =>
        new(webhook.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "", Bundle(webhook), RuleText.Of(webhook));

    private static string? Bundle(JsonElement webhook) =>
        webhook.TryGetProperty("clientConfig", out var client) && client.TryGetProperty("caBundle", out var bundle) ? bundle.GetString() : null;
}
