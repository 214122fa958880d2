using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>A list, in pages when a limit is given and the version is not 0, as the real server does.</summary>
internal sealed class ListAnswer(Storage storage, ResourcePath path, IQueryCollection query)
{
    public JsonObject Make()
    {
        var selector = new Selector(query["labelSelector"], query["fieldSelector"], path.Namespace);
        var (revision, items) = storage.List(path.Collection, selector);
        var start = 0;
        if (query["continue"].FirstOrDefault() is { Length: > 0 } token)
        {
            (start, revision) = Resume(token);
        }
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString() };
        var page = items.Skip(start);
        if (int.TryParse(query["limit"], out var limit) && query["resourceVersion"] != "0")
        {
            page = page.Take(limit);
            if (start + limit < items.Count)
            {
                metadata["continue"] = $"{start + limit}:{revision}";
                metadata["remainingItemCount"] = items.Count - start - limit;
            }
        }
        var array = new JsonArray([.. page.Select(item => item.DeepClone())]);
        // Custom resources come with sorted fields, items before metadata.
        return path.Collection.Contains('.', StringComparison.Ordinal)
            ? new JsonObject { ["apiVersion"] = "v1", ["items"] = array, ["kind"] = "List", ["metadata"] = metadata }
            : new JsonObject { ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = metadata, ["items"] = array };
    }

    /// <summary>A page of a list is of the list's version; when the state has moved on, this server plays the one that has forgotten it.</summary>
    private (int Start, long Revision) Resume(string token)
    {
        var parts = token.Split(':');
        var revision = long.Parse(parts[1]);
        return revision == storage.Revision ? (int.Parse(parts[0]), revision) : throw StatusFailure.Expired();
    }
}
