using Conformance.Deciders;
using Conformance.Format;
using Tenancy.Isolation;

namespace Conformance.ApiServer;

/// <summary>
/// Puts a case to a real API server as its user, whom RBAC lets do everything: only admission decides. Nothing is stored (dry-run);
/// an update is the merge patch between the case's stored and written object, onto what is really stored.
/// </summary>
internal sealed class ApiServerDecider(Api api) : IDecider
{
    public const string Way = "API server";

    public async Task<Answer> DecideAsync(CorpusCase c, CancellationToken cancel)
    {
        var kinds = Kinds.Of(c.Subject);
        var metadata = c.Subject["metadata"]!;
        var path = (string name) => Api.PathOf(kinds, (string?)metadata["namespace"] ?? "", name, c.Subresource) + "?dryRun=All";
        var name = (string?)metadata["name"] ?? "";
        return Answers.Of(c.Operation switch
        {
            Operations.Create => await api.SendAsync(HttpMethod.Post, path(c.Subresource.Length > 0 ? name : ""), c.Object, cancel, user: c.User),
            Operations.Delete => await api.SendAsync(HttpMethod.Delete, path(name), body: null, cancel, user: c.User),
            _ when c.Subresource == "finalize" => await FinalizeAsync(c, Api.PathOf(kinds, "", name), cancel),
            _ => await api.SendAsync(HttpMethod.Patch, path(name), MergePatch.Between(c.OldObject!, c.Object!), cancel, Api.MergePatch, c.User),
        });
    }

    // The one subresource that takes no patch.
    private async Task<Reply> FinalizeAsync(CorpusCase c, string path, CancellationToken cancel)
    {
        var stored = await api.MustAsync(HttpMethod.Get, path, body: null, cancel);
        var written = Delta.Apply(stored, MergePatch.Between(c.OldObject!, c.Object!));
        return await api.SendAsync(HttpMethod.Put, path + "/finalize?dryRun=All", written, cancel, user: c.User);
    }
}
