using System.Text.Json.Nodes;
using Conformance.Deciders;
using Conformance.Format;
using Tenancy.Isolation;

namespace Conformance.ApiServer;

/// <summary>
/// Puts a case to a real API server as its user, whom RBAC lets do everything: only admission decides. Nothing is stored (dry-run);
/// an update is the difference between the case's stored and written object, made to what is really stored.
/// </summary>
internal sealed class ApiServerDecider(Api api) : IDecider
{
    public const string Way = "API server";
    private const string DryRun = "?dryRun=All";

    public async Task<Answer> DecideAsync(CorpusCase c, CancellationToken cancel)
    {
        var kinds = Kinds.Of(c.Subject, c.Subresource);
        var metadata = c.Subject["metadata"]!;
        var path = (string name) => Api.PathOf(kinds, (string?)metadata["namespace"] ?? "", name, c.Subresource) + DryRun;
        var name = (string?)metadata["name"] ?? "";
        if (c.Operation == Operations.Connect)
            return Answers.OfConnection(await api.SendAsync(HttpMethod.Post, Api.PathOf(kinds, (string?)metadata["namespace"] ?? "", name, c.Subresource), body: null, cancel, user: c.User));
        return Answers.Of(c.Operation switch
        {
            Operations.Create => await api.SendAsync(HttpMethod.Post, path(c.Subresource.Length > 0 ? name : ""), c.Object, cancel, user: c.User),
            Operations.Delete => await api.SendAsync(HttpMethod.Delete, path(name), body: null, cancel, user: c.User),
            _ => await UpdateAsync(c, Api.PathOf(kinds, (string?)metadata["namespace"] ?? "", name), cancel),
        });
    }

    private async Task<Reply> UpdateAsync(CorpusCase c, string path, CancellationToken cancel)
    {
        var stored = await api.MustAsync(HttpMethod.Get, path, body: null, cancel);
        var patch = MergePatch.Between(c.OldObject!, c.Object!, stored);
        var target = c.Subresource.Length == 0 ? path : $"{path}/{c.Subresource}";
        return c.By switch
        {
            // The one subresource that takes no patch.
            _ when c.By == UpdateBy.Put || c.Subresource == "finalize" =>
                await api.SendAsync(HttpMethod.Put, target + DryRun, Delta.Apply(stored, patch), cancel, user: c.User),
            UpdateBy.Apply => await api.SendAsync(HttpMethod.Patch, target + DryRun + "&fieldManager=conformance&force=true", Intent(patch, stored), cancel, Api.Apply, c.User),
            UpdateBy.JsonPatch => await api.SendAsync(HttpMethod.Patch, target + DryRun, JsonPatch.Of(patch, stored), cancel, Api.JsonPatch, c.User),
            _ => await api.SendAsync(HttpMethod.Patch, target + DryRun, patch, cancel, Api.MergePatch, c.User),
        };
    }

    // What is set, and of which object: server-side apply wants no more.
    private static JsonObject Intent(JsonObject patch, JsonObject stored)
    {
        var intent = (JsonObject)patch.DeepClone();
        intent["apiVersion"] = stored["apiVersion"]!.DeepClone();
        intent["kind"] = stored["kind"]!.DeepClone();
        if (intent["metadata"] is not JsonObject metadata)
            intent["metadata"] = metadata = [];
        metadata["name"] = stored["metadata"]!["name"]!.DeepClone();
        return intent;
    }
}
