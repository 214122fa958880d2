using System.Text.Json.Nodes;

namespace Webhooks.Registrations;

/// <summary>
/// How a webhook is called: all that the chart says of one beside its name and its address, as a webhook configuration has it. No value of the chart is in it; it depends on the program
/// and on whether the server has <c>matchConditions</c> alone.
/// </summary>
public static class EntryForm
{
    /// <summary>The form of an entry, with each field that an API server would fill in otherwise.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="withConditions">Whether it is for a server that has <c>matchConditions</c> (from 1.28).</param>
    public static JsonObject Of(WebhookEntry entry, bool withConditions)
    {
        var terms = MatchingTerms.Of(entry.Matching);
        var form = new JsonObject
        {
            ["admissionReviewVersions"] = new JsonArray(WebhookRegistrations.ReviewVersion),
            ["sideEffects"] = WebhookRegistrations.SideEffects,
            ["timeoutSeconds"] = WebhookRegistrations.TimeoutSeconds,
            ["matchPolicy"] = WebhookRegistrations.MatchPolicy,
            ["failurePolicy"] = FailurePolicy(entry, withConditions),
        };
        if (entry.IsMutating)
            form["reinvocationPolicy"] = WebhookRegistrations.ReinvocationPolicy;
        if (terms.Namespaces is { } namespaces)
            form["namespaceSelector"] = Selector(namespaces);
        if (terms.Objects is { } objects)
            form["objectSelector"] = Selector(objects);
        if (withConditions && terms.Condition is { } condition)
            form["matchConditions"] = new JsonArray(new JsonObject { ["name"] = condition.Name, ["expression"] = condition.Expression });
        return form;
    }

    /// <summary>Fail or Ignore. Where Kubernetes' own controllers cannot be left out, endpoints must follow the pods when nobody answers.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="withConditions">As for <see cref="Of"/>.</param>
    public static string FailurePolicy(WebhookEntry entry, bool withConditions) =>
        entry.FailsClosed && (withConditions || entry.Matching != Matching.EndpointsInTenantNamespaces) ? "Fail" : "Ignore";

    private static JsonObject Selector(LabelRequirement requirement)
    {
        var expression = new JsonObject { ["key"] = requirement.Key, ["operator"] = requirement.Operator };
        if (requirement.Values.Count > 0)
            expression["values"] = new JsonArray([.. requirement.Values.Select(v => (JsonNode?)v)]);
        return new() { ["matchExpressions"] = new JsonArray(expression) };
    }
}
