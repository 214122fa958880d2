using System.Text.Json.Nodes;
using Tenancy.Api;
using Webhooks.Registrations;

namespace TenantOperator.Registrations;

/// <summary>What the API server is to ask one webhook for.</summary>
internal sealed class WantedEntry(IReadOnlyList<ResourceRule> rules)
{
    /// <summary>As <see cref="RuleText"/> writes it.</summary>
    public string Text { get; } = RuleText.Of(rules);

    /// <summary>Whether it is about the operator's own kinds alone, which nobody writes but for the operator's sake.</summary>
    public bool IsOfOwnKinds { get; } = rules.All(r => r.Group == Tenant.Group);

    /// <summary>As a webhook configuration has it.</summary>
    public JsonArray ToJson() => new([.. rules.Select(RuleJson)]);

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
