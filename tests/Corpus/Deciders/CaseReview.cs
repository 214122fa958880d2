using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.Deciders;

/// <summary>The AdmissionReview in which an API server sends a case.</summary>
internal static class CaseReview
{
    public static JsonObject Of(CorpusCase c)
    {
        var request = InProcessDecider.Request(c);
        var kinds = Kinds.Of(c.Subject, c.Subresource);
        var review = new JsonObject
        {
            ["uid"] = request.Uid,
            ["kind"] = new JsonObject { ["group"] = kinds.Group, ["version"] = kinds.Version, ["kind"] = c.Subject["kind"]?.DeepClone() },
            ["resource"] = new JsonObject { ["group"] = kinds.Group, ["version"] = kinds.Version, ["resource"] = kinds.Plural },
            ["name"] = request.Name,
            ["namespace"] = request.Namespace,
            ["operation"] = request.Operation.ToString().ToUpperInvariant(),
            ["userInfo"] = new JsonObject { ["username"] = c.User.Username, ["groups"] = new JsonArray([.. c.User.Groups.Select(g => (JsonNode)g)]) },
            ["object"] = c.Object?.DeepClone(),
            ["oldObject"] = request.OldObject.ValueKind == System.Text.Json.JsonValueKind.Object ? c.OldObject?.DeepClone() : null,
            ["dryRun"] = false,
        };
        if (c.Subresource.Length > 0)
            review["subResource"] = c.Subresource;
        return new() { ["kind"] = "AdmissionReview", ["apiVersion"] = "admission.k8s.io/v1", ["request"] = review };
    }
}
