using k8s;
using k8s.Models;

namespace Chart.Tests.Installed;

/// <summary>What the API server says that somebody may do in a namespace, a line a resource: <c>apps/deployments: get list watch</c>.</summary>
internal static class Rights
{
    /// <summary>All that this client may do, beside what every user may.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Kubernetes client, string @namespace)
    {
        var review = await client.AuthorizationV1.CreateSelfSubjectRulesReviewAsync(
            new V1SelfSubjectRulesReview { Spec = new() { NamespaceProperty = @namespace } });
        // The RBAC authorizer lists everything; another one in front of it may not.
        Assert.False(review.Status.Incomplete && review.Status.EvaluationError is { Length: > 0 } error && !error.Contains("webhook", StringComparison.Ordinal), review.Status.EvaluationError);
        return
        [
            .. from rule in review.Status.ResourceRules
               from resource in rule.Resources
               from apiGroup in rule.ApiGroups
               from name in rule.ResourceNames is { Count: > 0 } names ? names : [""]
               from verb in rule.Verbs
               group verb by (apiGroup.Length == 0 ? "" : $"{apiGroup}/") + resource + (name.Length == 0 ? "" : $" {name}") into rights
               where !rights.Key.StartsWith("authorization.k8s.io/self", StringComparison.Ordinal)
               orderby rights.Key
               select $"{rights.Key}: {string.Join(' ', rights.Distinct().Order(StringComparer.Ordinal))}",
        ];
    }
}
