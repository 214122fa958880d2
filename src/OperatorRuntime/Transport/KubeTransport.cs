using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace OperatorRuntime;

/// <summary>
/// Speaks to the API server in JSON, without typed models: unknown fields survive and quantities stay as written. All failures,
/// those of the network too, are <see cref="ApiException"/>. Requests that may safely be repeated are, a few times, when the server
/// is overloaded or unreachable.
/// </summary>
public sealed class KubeTransport : IDisposable
{
    private readonly Connection connection;
    private readonly RequestSender sender;
    private readonly RuntimeServices services;

    /// <param name="configuration">Where the API server is and who we are.</param>
    public KubeTransport(KubernetesClientConfiguration configuration, RuntimeServices? services = null)
        : this(Connection.Open(configuration), HttpVersion.Version20, services ?? new RuntimeServices())
    {
    }

    internal KubeTransport(Connection connection, Version version, RuntimeServices services)
    {
        (this.connection, this.services) = (connection, services);
        // A server behind a path (a proxy of many clusters) needs the closing slash, or its last segment would be replaced.
        var address = connection.Address.AbsoluteUri;
        BaseUri = address.EndsWith('/') ? connection.Address : new Uri(address + "/");
        sender = new RequestSender(connection.Http, connection.Credentials, BaseUri, version, services);
    }

    /// <summary>From a kubeconfig file; from the pod's service account when <paramref name="kubeconfig"/> is null.</summary>
    /// <exception cref="k8s.Exceptions.KubeConfigException">The file is missing or says too little.</exception>
    public static KubeTransport Create(string? kubeconfig, RuntimeServices? services = null) =>
        new(kubeconfig is null
            ? KubernetesClientConfiguration.InClusterConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig), services);

    /// <summary>The API server.</summary>
    public Uri BaseUri { get; }

    /// <summary>
    /// The same server and the same credentials, over connections that no two requests share: HTTP/1.1. A request that is given up takes its connection with it, and the next one
    /// makes a new one; over HTTP/2 the next one would go the way of the first, which may lead nowhere, until pings have shown that. It ends with this transport, and is not to be
    /// disposed.
    /// </summary>
    public KubeTransport WithOwnConnections() => new(connection, HttpVersion.Version11, services);

    /// <summary>One page of a list, held in memory as a whole.</summary>
    /// <exception cref="ApiException">Code 410 when <see cref="ListOptions.Continue"/> is too old.</exception>
    public async Task<ListPage> ListPageAsync(ResourceType type, ListOptions options, CancellationToken cancellation) =>
        new(await ReadAsync(ListRequest(type, options), cancellation));

    /// <summary>Lists without holding the answer: <paramref name="item"/> is called for each object as it arrives, and may not keep it.</summary>
    /// <exception cref="ApiException">Code 410 when <see cref="ListOptions.Continue"/> is too old. It may come after some of the objects.</exception>
    public async Task<ListEnd> ListAsync(ResourceType type, ListOptions options, Action<JsonElement> item, CancellationToken cancellation)
    {
        var request = ListRequest(type, options);
        using var response = await sender.SendAsync(request, cancellation);
        try
        {
            var reader = new ListReader(item);
            await using var pipe = await OpenAsync(response, request, RequestSender.Limit, cancellation);
            await reader.ReadAsync(pipe, cancellation);
            return new ListEnd(reader.ResourceVersion, reader.Continue);
        }
        catch (JsonException fault)
        {
            throw new ApiException(0, ApiException.Malformed, $"{request.Attempt}: {fault.Message}", null, fault);
        }
    }

    /// <summary>Changes after <see cref="ListOptions.ResourceVersion"/>, until the server ends the watch. Sent once: the caller resumes.</summary>
    /// <exception cref="ApiException">The watch was refused, broke, stayed silent for too long, or holds what is no event.</exception>
    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, ListOptions options, CancellationToken cancellation) =>
        WatchAsync(type, options, static () => { }, cancellation);

    /// <param name="opened">Called once the server has agreed to the watch, which may be long before the first event.</param>
    internal async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, ListOptions options, Action opened, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new RequestSpec(HttpMethod.Get, type.CollectionPath(options.Namespace) + Query.Watch(options), $"watch {type}");
        using var response = await sender.SendOnceAsync(request, cancellation);
        opened();
        await using var pipe = await OpenAsync(response, request, options.Silence ?? options.Timeout + TimeSpan.FromSeconds(30), cancellation);
        await foreach (var change in new WatchStream(pipe).ReadAsync(cancellation))
        {
            yield return change;
        }
    }

    /// <returns>The object; null when it does not exist.</returns>
    public async Task<JsonDocument?> GetAsync(ResourceType type, NamespacedName key, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(new(HttpMethod.Get, type.ObjectPath(key), $"get {type} {key}") { Idempotent = true }, cancellation);
        }
        catch (ApiException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    /// <param name="body">The whole object; its metadata names the namespace.</param>
    public Task<JsonDocument> CreateAsync(ResourceType type, JsonObject body, string fieldManager, CancellationToken cancellation) =>
        PostAsync("create", type, body, Query.Join(("fieldManager", fieldManager)), cancellation);

    /// <summary>A create that is decided, by admission too, and not stored. It needs the same rights.</summary>
    /// <param name="body">The whole object; its metadata names the namespace.</param>
    public Task<JsonDocument> DryRunCreateAsync(ResourceType type, JsonObject body, string fieldManager, CancellationToken cancellation) =>
        PostAsync("create in dry-run", type, body, Query.Join(("fieldManager", fieldManager), ("dryRun", "All")), cancellation);

    /// <summary>Replaces the whole object. Only with a resourceVersion in the body, and only for kinds whose every field the body keeps.</summary>
    public Task<JsonDocument> ReplaceAsync(
        ResourceType type, NamespacedName key, JsonObject body, string fieldManager, CancellationToken cancellation) =>
        ReadAsync(new(HttpMethod.Put, type.ObjectPath(key) + Query.Join(("fieldManager", fieldManager)), $"replace {type} {key}")
        {
            Body = RequestSpec.Serialise(body),
        }, cancellation);

    /// <summary>Server-side apply.</summary>
    /// <param name="body">apiVersion, kind, metadata.name and exactly the fields that the manager wants to own.</param>
    /// <param name="fieldManager">The owner of the fields.</param>
    /// <param name="force">Take over fields that another manager set otherwise; without it that is a conflict (409).</param>
    /// <param name="subresource">Such as <c>status</c>.</param>
    public Task<JsonDocument> ApplyAsync(
        ResourceType type, NamespacedName key, JsonObject body, string fieldManager, bool force, string? subresource, CancellationToken cancellation)
    {
        var query = Query.Join(("fieldManager", fieldManager), ("force", force ? "true" : "false"));
        return ReadAsync(Patch("apply", "application/apply-patch+yaml", type, key, body, subresource, query) with { Idempotent = true }, cancellation);
    }

    /// <summary>Server-side apply that is decided, by admission too, and not stored. It needs the same rights.</summary>
    /// <param name="body">apiVersion, kind, metadata.name and exactly the fields that the manager wants to own.</param>
    public Task<JsonDocument> DryRunApplyAsync(ResourceType type, NamespacedName key, JsonObject body, string fieldManager, CancellationToken cancellation) =>
        ReadAsync(Patch("apply in dry-run", "application/apply-patch+yaml", type, key, body, null, Query.Join(("fieldManager", fieldManager), ("force", "true"), ("dryRun", "All"))), cancellation);

    /// <summary>
    /// Server-side apply that makes an object and never changes one: it asks for a version that no stored object has (etcd counts from 1 before its first write), and an API server
    /// looks at the version of what there is only. One write where a create and the apply that is to own its fields would be two. Not for Services, which it refuses
    /// (https://github.com/kubernetes/kubernetes/issues/106745).
    /// </summary>
    /// <param name="body">As for an apply; the version is added to it.</param>
    /// <exception cref="ApiException">Code 409 when there is an object of that name.</exception>
    public Task<JsonDocument> ApplyAsNewAsync(ResourceType type, NamespacedName key, JsonObject body, string fieldManager, CancellationToken cancellation)
    {
        body["metadata"]!["resourceVersion"] = "1";
        return ReadAsync(Patch("make", "application/apply-patch+yaml", type, key, body, null, Query.Join(("fieldManager", fieldManager))), cancellation);
    }

    /// <param name="patch">Operations of RFC 6902. A failed <c>test</c> is an <see cref="ApiException"/> with code 422.</param>
    public Task<JsonDocument> JsonPatchAsync(
        ResourceType type, NamespacedName key, JsonArray patch, string? subresource, CancellationToken cancellation) =>
        ReadAsync(Patch("patch", "application/json-patch+json", type, key, patch, subresource, ""), cancellation);

    /// <inheritdoc cref="JsonPatchAsync(ResourceType, NamespacedName, JsonArray, string?, CancellationToken)"/>
    /// <param name="fieldManager">Whom the API server is to name as the owner of what changes; else it takes the user agent.</param>
    public Task<JsonDocument> JsonPatchAsync(
        ResourceType type, NamespacedName key, JsonArray patch, string? subresource, string fieldManager, CancellationToken cancellation) =>
        ReadAsync(Patch("patch", "application/json-patch+json", type, key, patch, subresource, Query.Join(("fieldManager", fieldManager))), cancellation);

    /// <param name="patch">RFC 7396; a <c>metadata.resourceVersion</c> in it is a precondition (409).</param>
    public Task<JsonDocument> MergePatchAsync(
        ResourceType type, NamespacedName key, JsonObject patch, string? subresource, CancellationToken cancellation) =>
        ReadAsync(Patch("patch", "application/merge-patch+json", type, key, patch, subresource, ""), cancellation);

    /// <returns>False when the object did not exist.</returns>
    /// <exception cref="ApiException">Code 409 when a precondition does not hold.</exception>
    public async Task<bool> DeleteAsync(ResourceType type, NamespacedName key, DeleteOptions? options, CancellationToken cancellation)
    {
        try
        {
            var body = options is null ? null : RequestSpec.Serialise(options.ToJson());
            (await ReadAsync(new(HttpMethod.Delete, type.ObjectPath(key), $"delete {type} {key}") { Body = body, Idempotent = true }, cancellation)).Dispose();
            return true;
        }
        catch (ApiException failure) when (failure.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>A GET of any path, such as <c>version</c>, for what has no <see cref="ResourceType"/>.</summary>
    public Task<JsonDocument> GetRawAsync(string path, CancellationToken cancellation) =>
        ReadAsync(new(HttpMethod.Get, path, $"get {path}") { Idempotent = true }, cancellation);

    public void Dispose() => connection.Http.Dispose();

    private static RequestSpec ListRequest(ResourceType type, ListOptions options) =>
        new(HttpMethod.Get, type.CollectionPath(options.Namespace) + Query.List(options), $"list {type}") { Idempotent = true };

    private Task<JsonDocument> PostAsync(string verb, ResourceType type, JsonObject body, string query, CancellationToken cancellation)
    {
        var metadata = body["metadata"];
        var ns = type.Namespaced ? metadata?["namespace"]?.GetValue<string>() : null;
        var name = metadata?["name"]?.GetValue<string>() ?? metadata?["generateName"]?.GetValue<string>() ?? "";
        return ReadAsync(new(HttpMethod.Post, type.CollectionPath(ns) + query, $"{verb} {type} {new NamespacedName(ns ?? "", name)}") { Body = RequestSpec.Serialise(body) }, cancellation);
    }

    private static RequestSpec Patch(
        string verb, string contentType, ResourceType type, NamespacedName key, JsonNode patch, string? subresource, string query) =>
        new(HttpMethod.Patch, type.ObjectPath(key, subresource) + query, $"{verb} {type}{(subresource is null ? "" : "/" + subresource)} {key}")
        {
            Body = RequestSpec.Serialise(patch),
            ContentType = contentType,
        };

    private async Task<GuardedPipe> OpenAsync(HttpResponseMessage response, RequestSpec request, TimeSpan silence, CancellationToken cancellation) =>
        new(await response.Content.ReadAsStreamAsync(cancellation), request.Attempt, silence, services.Time);

    private Task<JsonDocument> ReadAsync(RequestSpec request, CancellationToken cancellation) => sender.SendAsync(
        request,
        (response, token) => JsonAnswer.ReadAsync(response, request.Attempt, RequestSender.Limit, services.Time, token),
        cancellation);
}
