using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FakeApiServer;

/// <summary>Answers one request.</summary>
internal sealed class Endpoint(Storage storage, FaultScript faults, RequestLog requests, Connections connections, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = await LogAsync(context.Request);
        var fault = faults.Take(request);
        var output = new FaultyStream(context, fault, stopping);
        connections.Enter(context);
        try
        {
            if (fault is Fault.Slow slow)
            {
                await Task.Delay(slow.By, context.RequestAborted);
            }
            if (fault is Fault.Answer answer)
            {
                if (answer.RetryAfterSeconds is { } seconds)
                {
                    context.Response.Headers.RetryAfter = seconds.ToString();
                }
                throw new StatusFailure(answer.Code, answer.Reason, answer.Message);
            }
            if (ResourcePath.Parse(request.Path) is not { } path)
            {
                await RespondAsync(context, output, 200, new JsonObject { ["major"] = "1", ["minor"] = "35", ["gitVersion"] = "v1.35.0" });
            }
            else if (request.IsWatch)
            {
                await new WatchResponse(storage, path, context.Request.Query, fault).WriteAsync(context, output, stopping);
            }
            else
            {
                await RespondAsync(context, output, request.Method == "POST" ? 201 : 200, Answer(request, path, context.Request.Query));
            }
        }
        catch (StatusFailure failure)
        {
            await RespondAsync(context, output, failure.Code, failure.ToJson());
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        finally
        {
            connections.Leave(context);
        }
    }

    private JsonObject Answer(LoggedRequest request, ResourcePath path, IQueryCollection query) => request.Method switch
    {
        "GET" when path.Name.Length == 0 => new ListAnswer(storage, path, query).Make(),
        "GET" => storage.Get(request.Path) ?? throw StatusFailure.NotFound(path.Name),
        "POST" => Create(path, request.Body!.AsObject()),
        "PUT" => Replace(path, request.Body!.AsObject()),
        "DELETE" => storage.Delete(path, request.Body as JsonObject),
        "PATCH" => Patch(request, path, query),
        _ => throw new StatusFailure(405, "MethodNotAllowed", request.Method),
    };

    private JsonObject Create(ResourcePath path, JsonObject body)
    {
        var metadata = body["metadata"]!;
        var name = metadata["name"]?.GetValue<string>() ?? $"{metadata["generateName"]!.GetValue<string>()}{storage.Revision:x5}";
        return storage.Create(path with { Name = name }, body);
    }

    private JsonObject Replace(ResourcePath path, JsonObject body) =>
        storage.Write(path, current => current is null ? throw StatusFailure.NotFound(path.Name) : body.DeepClone().AsObject());

    private JsonObject Patch(LoggedRequest request, ResourcePath path, IQueryCollection query)
    {
        if (request.ContentType == "application/apply-patch+yaml")
        {
            return storage.Apply(path, request.Body!.AsObject(), query["fieldManager"]!, query["force"] == "true");
        }
        return storage.Write(path, current =>
        {
            var target = current ?? throw StatusFailure.NotFound(path.Name);
            if (request.ContentType == "application/json-patch+json")
            {
                Patches.Json(target, request.Body!.AsArray());
            }
            else
            {
                Patches.Merge(target, request.Body!.AsObject());
            }
            return target;
        });
    }

    private async Task<LoggedRequest> LogAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, stopping);
        var logged = new LoggedRequest(request.Method, request.Path.Value!, request.QueryString.Value ?? "",
            request.ContentType?.Split(';')[0] ?? "", body.Length == 0 ? null : JsonNode.Parse(body.ToArray()), request.Headers.UserAgent.ToString());
        requests.Add(logged);
        return logged;
    }

    private static async Task RespondAsync(HttpContext context, FaultyStream output, int code, JsonObject body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await output.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
