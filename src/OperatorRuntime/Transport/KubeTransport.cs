using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace OperatorRuntime;

/// <summary>Speaks to the API server in JSON, without typed models. All failures of the server are <see cref="ApiException"/>.</summary>
public sealed class KubeTransport : IDisposable
{
    public KubeTransport(KubernetesClientConfiguration configuration, RuntimeServices? services = null)
    {
        BaseUri = new Uri(configuration.Host);
    }

    /// <summary>From a kubeconfig file; from the pod's service account when <paramref name="kubeconfig"/> is null.</summary>
    /// <exception cref="k8s.Exceptions.KubeConfigException">The file is missing or says too little.</exception>
    public static KubeTransport Create(string? kubeconfig, RuntimeServices? services = null) =>
        new(kubeconfig is null
            ? KubernetesClientConfiguration.InClusterConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig), services);

    /// <summary>The API server.</summary>
    public Uri BaseUri { get; }

    public Task<ListPage> ListPageAsync(ResourceType type, ListOptions options, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, ListOptions options, CancellationToken cancellation) => throw new NotSupportedException();

    /// <returns>The object; null when it does not exist.</returns>
    public Task<JsonDocument?> GetAsync(ResourceType type, NamespacedName key, CancellationToken cancellation) => throw new NotSupportedException();

    /// <param name="body">The whole object; its metadata names the namespace.</param>
    public Task<JsonDocument> CreateAsync(ResourceType type, JsonObject body, string fieldManager, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Replaces the whole object. Only with a resourceVersion in the body, and only for kinds whose every field the body keeps.</summary>
    public Task<JsonDocument> ReplaceAsync(ResourceType type, NamespacedName key, JsonObject body, string fieldManager, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Server-side apply.</summary>
    public Task<JsonDocument> ApplyAsync(
        ResourceType type, NamespacedName key, JsonObject body, string fieldManager, bool force, string? subresource, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <param name="patch">Operations of RFC 6902. A failed <c>test</c> is an <see cref="ApiException"/> with code 422.</param>
    public Task<JsonDocument> JsonPatchAsync(
        ResourceType type, NamespacedName key, JsonArray patch, string? subresource, CancellationToken cancellation) => throw new NotSupportedException();

    /// <param name="patch">RFC 7396; a <c>metadata.resourceVersion</c> in it is a precondition (409).</param>
    public Task<JsonDocument> MergePatchAsync(
        ResourceType type, NamespacedName key, JsonObject patch, string? subresource, CancellationToken cancellation) => throw new NotSupportedException();

    /// <returns>False when the object did not exist.</returns>
    public Task<bool> DeleteAsync(ResourceType type, NamespacedName key, DeleteOptions? options, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>A GET of any path, such as <c>version</c>, for what has no <see cref="ResourceType"/>.</summary>
    public Task<JsonDocument> GetRawAsync(string path, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
