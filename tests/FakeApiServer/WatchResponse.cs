using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>A watch: the changes after a version, then what happens, and bookmarks.</summary>
internal sealed class WatchResponse(Storage storage, ResourcePath path, IQueryCollection query, Fault? fault)
{
    private readonly Selector selector = new(query["labelSelector"], query["fieldSelector"], path.Namespace);
    private int events;

    public async Task WriteAsync(HttpContext context, FaultyStream output, CancellationToken stopping)
    {
        var from = long.TryParse(query["resourceVersion"], out var version) ? version : storage.Revision;
        var timeout = TimeSpan.FromSeconds(int.TryParse(query["timeoutSeconds"], out var seconds) ? seconds : 1800);
        if (storage.Since(path.Collection, from).Events is null)
        {
            throw StatusFailure.Expired();
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        end.CancelAfter(timeout);
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(end.Token);
        await StrikeAsync(output);
        while (!Ended)
        {
            var (changes, revision, more) = storage.Since(path.Collection, from);
            if (changes is null)
            {
                await LineAsync(output, "ERROR", StatusFailure.Expired().ToJson());
                return;
            }
            foreach (var change in changes)
            {
                await SendAsync(output, change);
                // What the fault keeps from being sent must not be covered by a bookmark either.
                if (Ended)
                {
                    return;
                }
                from = change.Revision;
            }
            if (revision > from)
            {
                await BookmarkAsync(output, from = revision);
            }
            await more.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private bool Ended => fault is Fault.End end && events >= end.AfterEvents || fault is Fault.ErrorEvent error && events >= error.AfterEvents;

    private async Task SendAsync(FaultyStream output, StoredEvent change)
    {
        var before = change.Before is not null && selector.Matches(change.Before);
        var after = change.After is not null && selector.Matches(change.After);
        if (!before && !after)
        {
            return;
        }
        var subject = (after ? change.After! : change.Before!).DeepClone().AsObject();
        subject["metadata"]!["resourceVersion"] = change.Revision.ToString();
        await LineAsync(output, !after ? "DELETED" : before ? "MODIFIED" : "ADDED", subject);
        events++;
        await StrikeAsync(output);
    }

    private async Task StrikeAsync(FaultyStream output)
    {
        if (fault is Fault.ErrorEvent error && events == error.AfterEvents)
        {
            await LineAsync(output, "ERROR", new StatusFailure(error.Code, error.Code == 410 ? "Expired" : "InternalError", "scripted").ToJson());
        }
        if (fault is Fault.Garbage garbage && events == garbage.AfterEvents)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(garbage.Line + "\n"));
        }
    }

    private static Task BookmarkAsync(FaultyStream output, long revision) =>
        LineAsync(output, "BOOKMARK", new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = revision.ToString() } });

    private static Task LineAsync(FaultyStream output, string type, JsonObject subject) =>
        output.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["object"] = subject }.ToJsonString() + "\n"));
}
