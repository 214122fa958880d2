using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.Format;

namespace Conformance.ApiServer;

/// <summary>Definitions for the custom resources that cases write: any fields, in the versions that occur.</summary>
internal sealed class CustomKinds(Api api)
{
    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Makes those that the API server does not serve yet, and waits until it does.</summary>
    public async Task MakeAsync(IEnumerable<CorpusCase> cases, CancellationToken cancel)
    {
        var kinds = cases.Select(c => (Kind: (string)c.Subject["kind"]!, Resource: Kinds.Of(c.Subject))).Where(k => k.Resource.Group.Contains('.', StringComparison.Ordinal)).Distinct();
        var made = new List<Kinds>();
        foreach (var group in kinds.GroupBy(k => k.Resource.Group))
        {
            if ((await api.SendAsync(HttpMethod.Get, $"apis/{group.Key}", body: null, cancel)).Succeeded)
                continue;
            foreach (var versions in group.GroupBy(k => (k.Kind, k.Resource.Plural)))
            {
                await api.MustAsync(HttpMethod.Post, Definitions, Definition(versions.Key.Kind, [.. versions.Select(v => v.Resource)]), cancel);
                made.AddRange(versions.Select(v => v.Resource));
            }
        }
        var waited = Stopwatch.StartNew();
        foreach (var resource in made)
        {
            while (!(await api.SendAsync(HttpMethod.Get, Api.PathOf(resource, "default", ""), body: null, cancel)).Succeeded)
            {
                if (waited.Elapsed > Deadline)
                    throw new TimeoutException($"{resource.Plural}.{resource.Group} was not served within {Deadline.TotalMinutes} min");
                await Task.Delay(100, cancel);
            }
        }
    }

    private static JsonObject Definition(string kind, IReadOnlyList<Kinds> versions) => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"{versions[0].Plural}.{versions[0].Group}",
            // Groups below k8s.io ask for it.
            ["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = "unapproved, for a test" },
        },
        ["spec"] = new JsonObject
        {
            ["group"] = versions[0].Group,
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject { ["kind"] = kind, ["plural"] = versions[0].Plural, ["singular"] = kind.ToLowerInvariant() },
            ["versions"] = new JsonArray([.. versions.Select((v, i) => Version(v.Version, stored: i == 0))]),
        },
    };

    private static JsonObject Version(string name, bool stored) => new()
    {
        ["name"] = name,
        ["served"] = true,
        ["storage"] = stored,
        ["schema"] = new JsonObject { ["openAPIV3Schema"] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true } },
    };
}
