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
    private static readonly FrozenDictionary<string, bool> ValidatingMarks = Marks(WebhookRegistrations.Validating);
    private static readonly FrozenDictionary<string, bool> MutatingMarks = Marks(WebhookRegistrations.Mutating);

    /// <summary>The entries of a configuration, by name.</summary>
    public static FrozenDictionary<string, WantedEntry> Of(ResourceType configuration) => configuration == Kinds.Validating ? Validating : Mutating;

    /// <summary>
    /// Whether the chart wrote a configuration for a server that has <c>matchConditions</c>; null when what it wrote is another version's, or when somebody took the mark away.
    /// </summary>
    /// <param name="configuration">Which of the two.</param>
    /// <param name="mark">What it is marked with (<see cref="RegistrationMark"/>).</param>
    public static bool? HaveConditions(ResourceType configuration, string mark) =>
        (configuration == Kinds.Validating ? ValidatingMarks : MutatingMarks).TryGetValue(mark, out var have) ? have : null;

    private static FrozenDictionary<string, WantedEntry> Of(IReadOnlyList<WebhookEntry> entries) =>
        entries.ToFrozenDictionary(e => e.Name, e => new WantedEntry(e), StringComparer.Ordinal);

    // Were there no entry with a condition, both marks would be one.
    private static FrozenDictionary<string, bool> Marks(IReadOnlyList<WebhookEntry> entries) =>
        new[] { true, false }.DistinctBy(have => RegistrationMark.Of(entries, have)).ToFrozenDictionary(have => RegistrationMark.Of(entries, have), StringComparer.Ordinal);
}
