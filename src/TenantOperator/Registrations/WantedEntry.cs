using System.Text.Json.Nodes;
using Tenancy.Api;
using Webhooks.Registrations;

namespace TenantOperator.Registrations;

/// <summary>What one webhook is to be: where and how it is called, and what for.</summary>
internal sealed class WantedEntry(WebhookEntry entry)
{
    private readonly WantedForm _withConditions = new(EntryForm.Of(entry, withConditions: true));
    private readonly WantedForm _withoutConditions = new(EntryForm.Of(entry, withConditions: false));

    /// <summary>Its name.</summary>
    public string Name => entry.Name;

    /// <summary>The path that is called.</summary>
    public string Path => entry.Path;

    /// <summary>What it is asked for, as <see cref="RuleText"/> writes it.</summary>
    public string Text { get; } = RuleText.Of(entry.Rules);

    /// <summary>Whether it is about the operator's own kinds alone, which nobody writes but for the operator's sake.</summary>
    public bool IsOfOwnKinds { get; } = entry.Rules.All(r => r.Group == Tenant.Group);

    /// <summary>How it is called.</summary>
    /// <param name="withConditions">Whether the chart was rendered for a server that has <c>matchConditions</c>.</param>
    public WantedForm Form(bool withConditions) => withConditions ? _withConditions : _withoutConditions;

    /// <summary>What it is asked for, as a webhook configuration has it.</summary>
    public JsonArray Rules() => new([.. entry.Rules.Select(RuleJson)]);

    private static JsonNode? RuleJson(ResourceRule rule) => new JsonObject
    {
        ["operations"] = Texts(rule.Operations),
        ["apiGroups"] = Texts([rule.Group]),
        ["apiVersions"] = Texts([rule.Version]),
        ["resources"] = Texts(rule.Resources),
        ["scope"] = rule.Scope,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
}
