using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Format;
using k8s;
using Tenancy.Isolation;

namespace Conformance.ApiServer;

/// <summary>Requests to the API server as bytes, so that objects are sent just as a case writes them. As the platform admin, or as somebody else by impersonation.</summary>
internal sealed class Api(Kubernetes client)
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancel, string contentType = Json, Requester? user = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        if (user is not null)
        {
            request.Headers.Add("Impersonate-User", user.Username);
            if (Group(user) is { } group)
                request.Headers.Add("Impersonate-Group", group);
        }
        if (client.Credentials is not null)
            await client.Credentials.ProcessHttpRequestAsync(request, cancel);
        using var response = await client.HttpClient.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToList() : [];
        return new((int)response.StatusCode, text, warnings);
    }

    // HttpClient writes several values in one line, which the API server takes for one group. It adds system:authenticated and a
    // service account's groups by itself, so one is enough for everybody of the corpus.
    private static string? Group(Requester user) => user.Username.StartsWith("system:serviceaccount:", StringComparison.Ordinal)
        ? null
        : user.Groups.SingleOrDefault(g => g != "system:authenticated");

    /// <summary>Sends as the platform admin what must succeed.</summary>
    public async Task<JsonObject> MustAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel, string contentType = Json)
    {
        var reply = await SendAsync(method, path, body, cancel, contentType);
        return reply.Succeeded ? JsonNode.Parse(reply.Text)!.AsObject() : throw new InvalidOperationException($"{method} {path}: {reply.Status} {reply.Text}");
    }

    /// <summary>The path of an object, or of its collection when the name is empty.</summary>
    public static string PathOf(Kinds kinds, string @namespace, string name, string subresource = "") => string.Join('/', new[]
    {
        kinds.Group.Length == 0 ? $"api/{kinds.Version}" : $"apis/{kinds.Group}/{kinds.Version}",
        kinds.Namespaced ? $"namespaces/{@namespace}" : "",
        kinds.Plural,
        name,
        subresource,
    }.Where(part => part.Length > 0));
}
