using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Benchmarks.Frame;
using Benchmarks.Processes;
using Benchmarks.Worlds;
using ControlPlanes;
using ControlPlanes.Installation;
using k8s;
using Webhooks.Admission;
using Webhooks.Reviews;

namespace Benchmarks.Sections;

/// <summary>A control plane with the operator, and namespaces that differ in their hooks alone.</summary>
internal sealed class PodScene : IAsyncDisposable
{
    public const string Ours = "bench-ours";
    public const string Empty = "bench-empty";
    public const string Patching = "bench-patching";
    public const string None = "bench-none";

    private const int CountedCreates = 5;
    private const string Role = """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "bench"}, "rules": []}""";
    private const string ConfigMap = """{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "bench"}}""";

    private readonly EphemeralControlPlane cluster;
    private readonly OperatorInstallation installation;
    private readonly Kubernetes admin;
    private readonly Dictionary<string, byte[]> pods;

    private PodScene(EphemeralControlPlane cluster, OperatorInstallation installation)
    {
        (this.cluster, this.installation) = (cluster, installation);
        admin = cluster.ControlPlane.CreateClient();
        pods = Namespaces.ToDictionary(ns => ns, ns => Encoding.UTF8.GetBytes(Documents.PodAsSent(ns).ToJsonString()));
    }

    public static IReadOnlyList<string> Namespaces { get; } = [None, Empty, Patching, Ours];

    /// <summary>The API server, for the page.</summary>
    public string Server => $"Kubernetes {cluster.ControlPlane.Version} ({cluster.ControlPlane.Origin})";

    /// <summary>What is created to count calls: what it is, how many are expected, its collection, itself.</summary>
    public IReadOnlyList<(string What, int Expected, string Path, byte[] Body)> Kinds =>
    [
        ("a pod in a tenant's namespace, which is mutated and validated", 2, $"api/v1/namespaces/{Ours}/pods", pods[Ours]),
        ("a role there, which has nothing to mutate", 1, $"apis/rbac.authorization.k8s.io/v1/namespaces/{Ours}/roles", Encoding.UTF8.GetBytes(Role)),
        ("a config map there, which no rule guards", 0, $"api/v1/namespaces/{Ours}/configmaps", Encoding.UTF8.GetBytes(ConfigMap)),
        ("a pod in a namespace of no tenant", 0, $"api/v1/namespaces/{None}/pods", pods[None]),
    ];

    public static async Task<PodScene> StartAsync(Run run, CancellationToken cancel)
    {
        run.Progress.Begin("starting a control plane and the operator");
        var control = await EphemeralControlPlane.StartAsync(TextWriter.Null, cancel);
        try
        {
            var options = new InstallationOptions(Controllers: 1, Webhooks: 1) { Executable = Executables.Server(run.Quick) };
            var processes = await OperatorInstallation.StartAsync(control.ControlPlane, Path.Combine(control.Folder, "operator"), options, TextWriter.Null, cancel);
            var scene = new PodScene(control, processes);
            await scene.PrepareAsync(cancel);
            return scene;
        }
        catch
        {
            await control.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the namespace's pod, but for storing it.</summary>
    public Task CreatePodAsync(string ns, CancellationToken cancel) => SendAsync(HttpMethod.Post, $"api/v1/namespaces/{ns}/pods?dryRun=All", pods[ns], cancel);

    /// <summary>How often our webhooks are called for one create.</summary>
    public async Task<double> CallsPerCreateAsync(string path, byte[] body, CancellationToken cancel)
    {
        var before = await WebhookCalls.CountAsync(admin, ".tenantoperator.io", cancel);
        for (var i = 0; i < CountedCreates; i++)
            await SendAsync(HttpMethod.Post, path + "?dryRun=All", body, cancel);
        return (double)(await WebhookCalls.CountAsync(admin, ".tenantoperator.io", cancel) - before) / CountedCreates;
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await installation.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        var spec = Documents.TenantSpec("bench");
        spec["namespaces"] = JsonNode.Parse("""{"provision": [{"name": "ours"}]}""");
        spec["limitRanges"] = JsonNode.Parse("""[{"name": "defaults", "limits": [{"type": "Container", "default": {"cpu": "500m", "memory": "512Mi"}, "defaultRequest": {"cpu": "100m", "memory": "64Mi"}}]}]""");
        spec["quotas"] = JsonNode.Parse("""[{"name": "compute", "hard": {"requests.cpu": "1000", "requests.memory": "1000Gi", "limits.cpu": "1000", "limits.memory": "1000Gi", "pods": "1000"}}]""");
        var tenant = new JsonObject { ["apiVersion"] = "tenantoperator.io/v1alpha1", ["kind"] = "Tenant", ["metadata"] = new JsonObject { ["name"] = "bench" }, ["spec"] = spec };
        await PostAsync("apis/tenantoperator.io/v1alpha1/tenants", tenant, cancel);
        foreach (var ns in Namespaces.Except([Ours]))
            await PostAsync("api/v1/namespaces", new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns, ["labels"] = new JsonObject { ["hooks"] = ns } } }, cancel);
        await WaitReadyAsync(cancel);
        await CopyWallsAsync("limitranges", cancel);
        await CopyWallsAsync("resourcequotas", cancel);
        foreach (var ns in Namespaces)
            await PostAsync($"api/v1/namespaces/{ns}/serviceaccounts", new() { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = "web" } }, cancel);
        await RegisterHooksAsync(Empty, "/empty", cancel);
        await RegisterHooksAsync(Patching, $"/patch/{OurPatch()}", cancel);
        await WaitUntilPodsPassAsync(cancel);
    }

    private async Task WaitReadyAsync(CancellationToken cancel)
    {
        while (!IsReady(await GetAsync("apis/tenantoperator.io/v1alpha1/tenants/bench", cancel)))
            await Task.Delay(100, cancel);
    }

    private static bool IsReady(JsonNode tenant) =>
        tenant["status"]?["conditions"]?.AsArray().Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True") == true;

    private async Task CopyWallsAsync(string plural, CancellationToken cancel)
    {
        foreach (var wall in (await GetAsync($"api/v1/namespaces/{Ours}/{plural}", cancel))["items"]!.AsArray())
        {
            foreach (var ns in Namespaces.Except([Ours]))
            {
                await PostAsync($"api/v1/namespaces/{ns}/{plural}", new()
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = plural == "limitranges" ? "LimitRange" : "ResourceQuota",
                    ["metadata"] = new JsonObject { ["name"] = wall!["metadata"]!["name"]!.DeepClone() },
                    ["spec"] = wall["spec"]!.DeepClone(),
                }, cancel);
            }
        }
    }

    // What our mutation answers to such a pod, as the path of an endpoint has it.
    private static string OurPatch()
    {
        var index = HotPaths.Reviewers.Index(Population.Of(1));
        using var document = ReviewReader.Parse(Documents.ReviewOf(Documents.PodAsWritten(Population.Namespace(0, 0)), Guid.Empty));
        using var answer = Mutator.Mutate(ReviewReader.Read(document.RootElement), index.Tenant(Population.Tenant(0))!, index, new());
        return Convert.ToBase64String(answer.Patch!.Written.Span).Replace('+', '-').Replace('/', '_');
    }

    // Our own registrations, one of each, with other rules, other paths and another namespace.
    private async Task RegisterHooksAsync(string ns, string mutate, CancellationToken cancel)
    {
        foreach (var (plural, kind, path) in new[] { ("mutatingwebhookconfigurations", "MutatingWebhookConfiguration", mutate), ("validatingwebhookconfigurations", "ValidatingWebhookConfiguration", "/empty") })
        {
            var hook = (await GetAsync($"apis/admissionregistration.k8s.io/v1/{plural}/tenant-operator", cancel))["webhooks"]![0]!.DeepClone().AsObject();
            hook["name"] = $"{ns}.example.com";
            hook["clientConfig"]!["url"] = new Uri(new Uri((string)hook["clientConfig"]!["url"]!), path).ToString();
            hook["rules"] = JsonNode.Parse("""[{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"], "scope": "Namespaced"}]""");
            hook["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["hooks"] = ns } };
            hook["objectSelector"] = new JsonObject();
            hook["failurePolicy"] = "Fail";
            hook.Remove("matchConditions");
            await PostAsync($"apis/admissionregistration.k8s.io/v1/{plural}", new()
            {
                ["apiVersion"] = "admissionregistration.k8s.io/v1",
                ["kind"] = kind,
                ["metadata"] = new JsonObject { ["name"] = ns },
                ["webhooks"] = new JsonArray(hook),
            }, cancel);
        }
    }

    // Service accounts get their tokens, quotas are counted and the API server learns of registrations a moment after they are written.
    private async Task WaitUntilPodsPassAsync(CancellationToken cancel)
    {
        foreach (var ns in Namespaces)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    await CreatePodAsync(ns, cancel);
                    break;
                }
                catch (HttpRequestException) when (attempt < 100)
                {
                    await Task.Delay(100, cancel);
                }
            }
        }
        foreach (var ns in new[] { Empty, Patching })
        {
            while (await WebhookCalls.CountAsync(admin, $"{ns}.example.com", cancel) is var before && await CallsAfterAsync(ns, before) < 2)
                await Task.Delay(100, cancel);
        }

        async Task<int> CallsAfterAsync(string ns, int before)
        {
            await CreatePodAsync(ns, cancel);
            return await WebhookCalls.CountAsync(admin, $"{ns}.example.com", cancel) - before;
        }
    }

    private Task PostAsync(string path, JsonObject body, CancellationToken cancel) => SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body.ToJsonString()), cancel);

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancel) => JsonNode.Parse(await SendAsync(HttpMethod.Get, path, null, cancel))!;

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(admin.BaseUri, path));
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (admin.Credentials is not null)
            await admin.Credentials.ProcessHttpRequestAsync(request, cancel);
        using var answer = await admin.HttpClient.SendAsync(request, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        return answer.IsSuccessStatusCode ? bytes : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
    }
}
