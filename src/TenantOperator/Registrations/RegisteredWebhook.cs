using System.Text.Json;

namespace TenantOperator.Registrations;

/// <summary>What is kept of one webhook of a webhook configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is called.</param>
/// <param name="CaBundle">Whom the API server trusts to answer; null when nobody.</param>
/// <param name="Form">How it is called.</param>
/// <param name="Asks">What the API server asks it for, as <see cref="RuleText"/> writes it; empty when for nothing.</param>
internal sealed record RegisteredWebhook(string Name, ClientAddress Address, string? CaBundle, FormText Form, string Asks)
{
    /// <summary>Whether somebody is trusted to answer.</summary>
    public bool IsTrusted => !string.IsNullOrEmpty(CaBundle);

    public static RegisteredWebhook Read(JsonElement webhook) => new(
        webhook.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "", ClientAddress.Read(webhook), Bundle(webhook), FormText.Of(webhook), RuleText.Of(webhook));

    private static string? Bundle(JsonElement webhook) =>
        webhook.TryGetProperty("clientConfig", out var client) && client.TryGetProperty("caBundle", out var bundle) ? bundle.GetString() : null;
}
