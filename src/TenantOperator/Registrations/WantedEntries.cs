using System.Collections.Frozen;
using OperatorRuntime;
using TenantOperator.Controllers;
using Webhooks.Registrations;

namespace TenantOperator.Registrations;

/// <summary>What the API server is to ask the webhooks for: what the rules of this very program guard.</summary>
internal static class WantedEntries
{
    private static readonly FrozenDictionary<string, WantedEntry> Validating = Of(WebhookRegistrations.Validating);
    private static readonly FrozenDictionary<string, WantedEntry> Mutating = Of(WebhookRegistrations.Mutating);

    /// <summary>The entries of a configuration, by name.</summary>
    public static FrozenDictionary<string, WantedEntry> Of(ResourceType configuration) => configuration == Kinds.Validating ? Validating : Mutating;

    private static FrozenDictionary<string, WantedEntry> Of(IReadOnlyList<WebhookEntry> entries) =>
        entries.ToFrozenDictionary(e => e.Name, e => new WantedEntry(e.Rules), StringComparer.Ordinal);
}
